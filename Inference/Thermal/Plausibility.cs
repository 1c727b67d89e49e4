namespace ThermalPortal.Inference.Thermal;

/// <summary>Checks every frame passes before it is handed out.</summary>
internal static class Plausibility
{
    private const float LowestMedian = -40, HighestMedian = 80;

    public static bool IsPlausible(float median) => median is >= LowestMedian and <= HighestMedian;

    /// <summary>Median of the finite values; NaN when there is none.</summary>
    public static float Median(ReadOnlySpan<float> values)
    {
        float[] finite = [.. ThermalNormalizer.Sample(values).Where(float.IsFinite)];
        if (finite.Length == 0) return float.NaN;
        Array.Sort(finite);
        return finite[finite.Length / 2];
    }
}
