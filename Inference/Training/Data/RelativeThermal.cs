namespace ThermalPortal.Inference.Training.Data;

/// <summary>Thermal values without a scale, stored where manifests want temperatures: training looks at each picture's own percentiles, so any increasing scale serves.</summary>
internal static class RelativeThermal
{
    private const float Coldest = 20, Span = 20; // degrees C, about those of a head indoors

    /// <summary>Values of any unit -> hundredths of a kelvin between 20 and 40 C.</summary>
    public static ushort[] ToStored(ReadOnlySpan<float> values)
    {
        var (low, high) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (var value in values)
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        var gain = high > low ? Span / (high - low) : 0;
        var stored = new ushort[values.Length];
        for (var i = 0; i < stored.Length; i++)
            stored[i] = (ushort)MathF.Round((Coldest + (values[i] - low) * gain + 273.15f) * 100);
        return stored;
    }
}
