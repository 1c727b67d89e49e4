using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Thermal;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>What a system under test is given.</summary>
/// <param name="Thermal">Size x size values, row by row, in <paramref name="Unit"/>; not yet normalised.</param>
/// <param name="Unit">Unit of the values.</param>
/// <param name="Size">Side in pixels.</param>
/// <param name="Seed">Seed of the noise: the same for this picture in every run.</param>
/// <param name="Labels">True attributes as the manifest words them. Only a system named "oracle" may look.</param>
public sealed record EvaluationInput(float[] Thermal, ThermalUnit Unit, int Size, long Seed, IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>The thermal crop as a grey picture between its percentiles: what a judge of visible faces makes of the raw input.</summary>
    public RgbImage Grey()
    {
        var (low, high) = ThermalNormalizer.Percentiles(Thermal, 1, 99);
        return ThermalPalette.Grey.Render(Thermal, Size, Size, low, high);
    }
}
