namespace ThermalPortal.Inference.Thermal;

/// <summary>Checks every frame passes before it is handed out.</summary>
internal static class Plausibility
{
    private const float LowestMedian = -40, HighestMedian = 80;

    public static bool IsPlausible(float median) => median is >= LowestMedian and <= HighestMedian;

    /// <summary>Median of the finite values; NaN when there is none.</summary>
    public static float Median(ReadOnlySpan<float> values)
    {
        var finite = new List<float>(values.Length);
        foreach (float v in values)
        {
            if (float.IsFinite(v)) finite.Add(v);
        }
        if (finite.Count == 0) return float.NaN;
        finite.Sort();
        return finite[finite.Count / 2];
    }
}
