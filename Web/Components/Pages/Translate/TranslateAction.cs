using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Translations;

namespace ThermalPortal.Web.Components.Pages.Translate;

/// <summary>What the page's main button would do now, in words.</summary>
internal static class TranslateAction
{
    public static string Text(TranslationDetail? run, UploadSummary? upload) => (run, upload) switch
    {
        ({ IsFinal: false }, _) => "Translating…",
        ({ }, _) => run.Inputs.Count == 1 ? "Translate again" : $"Translate all {run.Inputs.Count:N0} again",
        (_, { State: not UploadState.Finished }) => "Reading the files…",
        (_, { Thermal: 1 }) => "Translate 1 picture",
        (_, { Thermal: > 1 }) => $"Translate {upload.Thermal:N0} pictures",
        _ => "Translate",
    };
}
