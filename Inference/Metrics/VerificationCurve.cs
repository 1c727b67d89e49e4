namespace ThermalPortal.Inference.Metrics;

/// <summary>
/// The trade-off of a verification threshold: false accepts against true accepts. Pairs at the same score are accepted together.
/// Pairs may have weights, so that resampled people need no copies.
/// </summary>
public sealed class VerificationCurve
{
    // Points of the curve from "accept nobody" (0, 0) to "accept all" (1, 1), one a distinct score.
    private readonly double[] _falseAccept;
    private readonly double[] _trueAccept;

    private VerificationCurve(double[] falseAccept, double[] trueAccept, double genuine, double impostors) =>
        (_falseAccept, _trueAccept, Genuine, Impostors) = (falseAccept, trueAccept, genuine, impostors);

    /// <summary>Number (or weight) of genuine pairs.</summary>
    public double Genuine { get; }

    /// <summary>Number (or weight) of impostor pairs.</summary>
    public double Impostors { get; }

    /// <summary>The curve of these pairs; null unless there are genuine and impostor pairs.</summary>
    /// <param name="descending">Pairs by falling score, see <see cref="Sort"/>.</param>
    /// <param name="weight">Weight of a pair; null = 1 each.</param>
    public static VerificationCurve? From(IReadOnlyList<ScoredPair> descending, Func<ScoredPair, double>? weight = null)
    {
        double genuine = 0, impostors = 0;
        var (falseAccept, trueAccept) = (new List<double> { 0 }, new List<double> { 0 });
        for (var i = 0; i < descending.Count; i++)
        {
            var share = weight is null ? 1 : weight(descending[i]);
            if (descending[i].IsGenuine)
                genuine += share;
            else
                impostors += share;
            if (i + 1 < descending.Count && descending[i + 1].Score == descending[i].Score)
                continue;
            falseAccept.Add(impostors);
            trueAccept.Add(genuine);
        }
        if (genuine <= 0 || impostors <= 0)
            return null;
        return new VerificationCurve([.. falseAccept.Select(f => f / impostors)], [.. trueAccept.Select(t => t / genuine)], genuine, impostors);
    }

    /// <summary>Pairs by falling score, once for many curves.</summary>
    public static ScoredPair[] Sort(IEnumerable<ScoredPair> pairs) => [.. pairs.OrderByDescending(p => p.Score)];

    /// <summary>Area under the curve: the chance that a genuine pair scores above an impostor pair, ties half.</summary>
    public double Area()
    {
        double area = 0;
        for (var i = 1; i < _falseAccept.Length; i++)
            area += (_falseAccept[i] - _falseAccept[i - 1]) * (_trueAccept[i] + _trueAccept[i - 1]) / 2;
        return area;
    }

    /// <summary>The rate at which false accepts equal false rejects, interpolated between thresholds.</summary>
    public double EqualErrorRate()
    {
        for (var i = 1; i < _falseAccept.Length; i++)
        {
            var (before, after) = (Gap(i - 1), Gap(i));
            if (after < 0)
                continue;
            var share = after > before ? -before / (after - before) : 0;
            return double.Lerp(_falseAccept[i - 1], _falseAccept[i], share);
        }
        return 1;
        double Gap(int i) => _falseAccept[i] - (1 - _trueAccept[i]);
    }

    /// <summary>The best true accept rate at this false accept rate; null when there are too few impostor pairs to say (below 10 / rate).</summary>
    public double? TrueAcceptRate(double falseAcceptRate)
    {
        if (Impostors < 10 / falseAcceptRate - 1e-9)
            return null;
        double best = 0;
        for (var i = 0; i < _falseAccept.Length && _falseAccept[i] <= falseAcceptRate; i++)
            best = _trueAccept[i];
        return best;
    }
}
