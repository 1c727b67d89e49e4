namespace ThermalPortal.Inference.Thermal;

/// <summary>Maps the values of a face crop to [-1, 1]: a fixed temperature window for C, percentiles otherwise.</summary>
public static class ThermalNormalizer
{
    private const int MostSorted = 1_000_000;

    /// <summary>
    /// Normalises a crop. Returns null when the crop is constant (nothing to show to a network).
    /// </summary>
    /// <param name="crop">Values of the aligned face, any size, in <paramref name="unit"/>.</param>
    /// <param name="unit">Unit of the values.</param>
    /// <param name="options">The model's option; default: window 20..40 C for C, percentiles 1..99 otherwise.</param>
    public static NormalizedThermal? Normalize(ReadOnlySpan<float> crop, ThermalUnit unit, ThermalNormalization? options = null)
    {
        options ??= new ThermalNormalization();
        var (low, high) = Percentiles(crop, options.LowPercentile, options.HighPercentile);
        if (!(high - low > 0)) return null;
        bool calibrated = unit == ThermalUnit.Celsius && options.UseWindow;
        if (calibrated) (low, high) = (options.WindowLow, options.WindowHigh);
        var values = new float[crop.Length];
        int below = 0, above = 0;
        float gain = 2 / (high - low);
        for (int i = 0; i < values.Length; i++)
        {
            float v = crop[i];
            if (v < low) below++;
            if (v > high) above++;
            values[i] = Math.Clamp((v - low) * gain - 1, -1, 1);
        }
        return new NormalizedThermal(values, calibrated, low, high, calibrated ? Clipped(below, above, crop.Length, options) : []);
    }

    /// <summary>Two percentiles (0..100) of the values, linearly interpolated; above a million values from an even sample of them.</summary>
    public static (float Low, float High) Percentiles(ReadOnlySpan<float> values, float low, float high)
    {
        if (values.IsEmpty) return (0, 0);
        float[] sorted = Sample(values);
        Array.Sort(sorted);
        return (At(sorted, low), At(sorted, high));
    }

    /// <summary>A copy of the values, thinned to at most a million.</summary>
    internal static float[] Sample(ReadOnlySpan<float> values)
    {
        int step = values.Length / MostSorted + 1;
        if (step == 1) return values.ToArray();
        var sample = new float[values.Length / step];
        for (int i = 0; i < sample.Length; i++) sample[i] = values[i * step];
        return sample;
    }

    private static float At(float[] sorted, float percentile)
    {
        float position = Math.Clamp(percentile, 0, 100) / 100 * (sorted.Length - 1);
        int index = (int)position;
        float next = sorted[Math.Min(index + 1, sorted.Length - 1)];
        return sorted[index] + (position - index) * (next - sorted[index]);
    }

    private static ThermalWarning[] Clipped(int below, int above, int count, ThermalNormalization options)
    {
        float share = Math.Max(below, above) / (float)count;
        if (share <= options.ClippedShare) return [];
        string end = below > above ? $"colder than {options.WindowLow:0} C" : $"warmer than {options.WindowHigh:0} C";
        return [new("range-clipped", $"{share:P0} of the face is {end}, outside what the model knows. Check the scale, or use percentiles.")];
    }
}
