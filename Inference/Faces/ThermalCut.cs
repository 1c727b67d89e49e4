using ThermalPortal.Inference.Thermal;

namespace ThermalPortal.Inference.Faces;

/// <summary>Thermal values of a cut, stretched once for all its <see cref="ThermalViews"/>.</summary>
internal sealed class ThermalCut
{
    private const float Low = 1, High = 99.5f;

    public ThermalCut(float[] values)
    {
        var (low, high) = ThermalNormalizer.Percentiles(values, Low, High);
        float gain = high > low ? 1 / (high - low) : 0;
        Stretched = Array.ConvertAll(values, v => Math.Clamp((v - low) * gain, 0, 1));
    }

    /// <summary>Values between the percentiles, 0..1.</summary>
    public float[] Stretched { get; }
}
