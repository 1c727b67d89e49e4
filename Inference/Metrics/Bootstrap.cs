namespace ThermalPortal.Inference.Metrics;

/// <summary>Percentile bootstrap over people: pictures of one person are not independent, so whole people are drawn.</summary>
public static class Bootstrap
{
    /// <summary>Resamples of a report.</summary>
    public const int Resamples = 1000;
    private const int Seed = 20_240_601;

    /// <summary>A figure of all people with its 95 % interval. The draws are always the same.</summary>
    /// <param name="people">Number of people.</param>
    /// <param name="figure">The figure given how often each person counts; NaN where it is not defined (such draws are left out).</param>
    /// <param name="resamples">Number of draws.</param>
    public static Interval Of(int people, Func<int[], double> figure, int resamples = Resamples) => Of(people, 1, counts => [figure(counts)], resamples)[0];

    /// <summary>Several figures of the same draws, for those that are computed together.</summary>
    public static Interval[] Of(int people, int figures, Func<int[], double[]> compute, int resamples = Resamples)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(people);
        var random = new Random(Seed);
        var draws = Enumerable.Range(0, figures).Select(_ => new List<double>(resamples)).ToArray();
        for (var k = 0; k < resamples; k++)
        {
            var counts = new int[people];
            for (var i = 0; i < people; i++)
                counts[random.Next(people)]++;
            foreach (var (value, list) in compute(counts).Zip(draws))
                if (!double.IsNaN(value))
                    list.Add(value);
        }
        foreach (var list in draws)
            list.Sort();
        var all = compute([.. Enumerable.Repeat(1, people)]);
        return [.. draws.Select((list, f) => new Interval(all[f], Quantile(list, .025), Quantile(list, .975)))];
    }

    /// <summary>Mean of a value a picture, weighted by how often its person counts.</summary>
    public static double Mean(IReadOnlyList<double> values, IReadOnlyList<int> person, int[] counts)
    {
        double sum = 0, weight = 0;
        for (var i = 0; i < values.Count; i++)
        {
            sum += counts[person[i]] * values[i];
            weight += counts[person[i]];
        }
        return weight > 0 ? sum / weight : double.NaN;
    }

    private static double Quantile(List<double> sorted, double share)
    {
        if (sorted.Count == 0)
            return double.NaN;
        var at = share * (sorted.Count - 1);
        var below = (int)at;
        return double.Lerp(sorted[below], sorted[Math.Min(below + 1, sorted.Count - 1)], at - below);
    }
}
