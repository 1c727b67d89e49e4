using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Pipelines;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>Inputs and what an operator states of all of them, nothing else being known -> one picture each.</summary>
public delegate IReadOnlyList<RgbImage> StatementTranslator(IReadOnlyList<EvaluationInput> batch, IReadOnlyDictionary<string, string> stated);

/// <summary>Makes a <see cref="StatementTranslator"/> of a model.</summary>
public static class StatementTranslators
{
    /// <summary>Wraps a loaded model, which stays the caller's. Attributes that are not stated are unknown, not predicted.</summary>
    public static StatementTranslator Of(ThermalToVisible model, LatentTranslatorOptions sampling) => (batch, stated) =>
    {
        var all = model.Options.Attributes.Guiding.Heads.ToDictionary(h => h.Name, h => stated.GetValueOrDefault(h.Name, Attributes.AttributeSchema.Unknown), StringComparer.Ordinal);
        return [.. model.Translate([.. batch.Select(b => new TranslateInput(ModelTranslator.Normalize(b, model.Options.Normalization), [b.Seed], all))], sampling).Select(o => o.Samples[0])];
    };
}
