using System.Globalization;
using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Pipelines;
using ThermalPortal.Inference.Thermal;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>A translation model as a system under test.</summary>
public static class ModelTranslator
{
    /// <summary>Wraps a loaded model, which stays the caller's.</summary>
    /// <param name="model">The model.</param>
    /// <param name="sampling">Steps and guidance.</param>
    /// <param name="use">What guides it.</param>
    /// <param name="name">Name of the row; null = "ours" with all settings.</param>
    public static NamedTranslator Of(ThermalToVisible model, LatentTranslatorOptions sampling, AttributeUse use, string? name = null)
    {
        var attributes = use == AttributeUse.Null ? "null" : use == AttributeUse.Oracle ? "oracle" : "predicted";
        return new NamedTranslator(name ?? string.Create(CultureInfo.InvariantCulture,
                $"ours ({attributes} attributes, {sampling.Steps} steps, guidance {sampling.Guidance}, temperature {sampling.Temperature ?? model.Options.Temperature}, residual {sampling.ResidualShare ?? model.Options.ResidualShare})"),
            (batch, ct) => [.. model.Translate([.. batch.Select(Input)], sampling, ct: ct).Select(o => o.Samples[0])]);

        TranslateInput Input(EvaluationInput input) =>
            new(Normalize(input, model.Options.Normalization), [input.Seed], Stated(model.Options.Attributes, use, input.Labels));
    }

    /// <summary>The crop as the network wants it; a constant crop becomes 0.</summary>
    internal static float[] Normalize(EvaluationInput input, ThermalNormalization normalization) =>
        ThermalNormalizer.Normalize(input.Thermal, input.Unit, normalization)?.Values ?? new float[input.Thermal.Length];

    private static Dictionary<string, string> Stated(AttributeSchema schema, AttributeUse use, IReadOnlyDictionary<string, string> labels)
    {
        var stated = new Dictionary<string, string>(StringComparer.Ordinal);
        if (use == AttributeUse.Predicted)
            return stated;
        for (var head = 0; head < schema.Guiding.Heads.Count; head++)
        {
            var name = schema.Heads[head].Name;
            var label = labels.FirstOrDefault(l => l.Key.StartsWith(name, StringComparison.OrdinalIgnoreCase) && schema.IndexOf(head, l.Value) >= 0).Value;
            stated[name] = use == AttributeUse.Oracle && label is not null ? label : AttributeSchema.Unknown;
        }
        return stated;
    }
}
