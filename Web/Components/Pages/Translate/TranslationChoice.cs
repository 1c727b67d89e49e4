using ThermalPortal.Data.Translations;

namespace ThermalPortal.Web.Components.Pages.Translate;

/// <summary>What the options panel edits.</summary>
public sealed class TranslationChoice
{
    private static readonly TranslationOptions _defaults = new();

    public Guid? ModelId { get; set; }

    public int Samples { get; set; } = _defaults.Samples;

    public int Steps { get; set; } = _defaults.Steps;

    public double Guidance { get; set; } = _defaults.Guidance;

    /// <summary>Null: drawn for each run.</summary>
    public long? Seed { get; set; }

    /// <summary>Translate the whole frame instead of the faces in it.</summary>
    public bool WholeFrame { get; set; }

    /// <summary>Attribute values set by the person; missing = the model decides.</summary>
    public Dictionary<string, string> Attributes { get; init; } = [];

    /// <summary>The choice that made a run, without its seed: running again means another picture.</summary>
    public static TranslationChoice Of(TranslationDetail run) => new()
    {
        ModelId = run.ModelVersionId,
        Samples = run.Options.Samples,
        Steps = run.Options.Steps,
        Guidance = run.Options.Guidance,
        WholeFrame = run.Options.Crop == CropMode.None,
        Attributes = new(run.Options.Attributes),
    };

    public TranslationOptions ToOptions() => new()
    {
        Samples = Samples,
        Steps = Steps,
        Guidance = Math.Round(Guidance, 2),
        Seed = Seed,
        Crop = WholeFrame ? CropMode.None : CropMode.Face,
        Attributes = new(Attributes),
    };
}
