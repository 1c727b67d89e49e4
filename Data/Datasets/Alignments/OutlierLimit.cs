namespace ThermalPortal.Data.Datasets.Alignments;

/// <summary>From where on a pair disagrees with the transform of its session.</summary>
public static class OutlierLimit
{
    /// <summary>What the finding of points errs by anyway, thermal pixels.</summary>
    public const double Least = 2;

    private const double Spreads = 3;

    /// <summary>Median and three times the median distance from it, and never below <see cref="Least"/>: a few bad pairs cannot move it.</summary>
    public static double Of(IReadOnlyCollection<double> residuals)
    {
        if (residuals.Count == 0) return Least;
        var median = Median(residuals);
        return Math.Max(Least, median + Spreads * Median([.. residuals.Select(r => Math.Abs(r - median))]));
    }

    private static double Median(IReadOnlyCollection<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
