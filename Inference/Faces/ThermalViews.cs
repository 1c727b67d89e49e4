namespace ThermalPortal.Inference.Faces;

/// <summary>
/// Ways of showing thermal values to a detector made for photographs. None is best everywhere: skin-on-dark wants gamma, eye sockets and noses
/// look right when dark and bright are exchanged, flat faces want equalising. All return values in [-1, 1].
/// </summary>
internal static class ThermalViews
{
    private const float Low = 1, High = 99.5f;

    /// <summary>For searching whole frames.</summary>
    public static Func<float[], float[]>[] Search { get; } = [Gamma, Inverted];

    /// <summary>For a second look at one face.</summary>
    public static Func<float[], float[]>[] Refine { get; } = [Gamma, Inverted, Equalized];

    /// <summary>Stretched to percentiles and squared: the contrast lies in the warm half, where skin is.</summary>
    public static float[] Gamma(float[] values) => Stretch(values, v => 2 * v * v - 1);

    /// <summary>Stretched and exchanged dark for bright.</summary>
    public static float[] Inverted(float[] values) => Stretch(values, v => 1 - 2 * v);

    /// <summary>Half way between stretched and equalised.</summary>
    public static float[] Equalized(float[] values)
    {
        float[] result = Stretch(values, v => v - 0.5f), sorted = (float[])values.Clone();
        Array.Sort(sorted);
        for (int i = 0; i < result.Length; i++)
        {
            int rank = Array.BinarySearch(sorted, values[i]);
            result[i] += Math.Max(rank, 0) / (float)sorted.Length - 0.5f;
        }
        return result;
    }

    private static float[] Stretch(float[] values, Func<float, float> shape)
    {
        var (low, high) = Thermal.ThermalNormalizer.Percentiles(values, Low, High);
        float gain = high > low ? 1 / (high - low) : 0;
        return Array.ConvertAll(values, v => shape(Math.Clamp((v - low) * gain, 0, 1)));
    }
}
