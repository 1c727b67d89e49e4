namespace ThermalPortal.Inference.Metrics;

/// <summary>Compares probes (made pictures) with a gallery (true pictures) of the same people. Intervals resample the people.</summary>
public static class IdentityComparison
{
    /// <summary>All identity figures. Probes of people who are not in the gallery are refused: the set is closed.</summary>
    public static IdentityReport Compare(IReadOnlyList<FaceTemplate> probes, IReadOnlyList<FaceTemplate> gallery, int resamples = Bootstrap.Resamples)
    {
        var people = gallery.Select(g => g.Identity).Distinct(StringComparer.Ordinal).Select((name, index) => (name, index))
            .ToDictionary(p => p.name, p => p.index, StringComparer.Ordinal);
        var stranger = probes.FirstOrDefault(p => !people.ContainsKey(p.Identity));
        if (stranger is not null || probes.Count == 0)
            throw new ArgumentException($"Every probe needs a gallery picture of the same person; {stranger?.Identity ?? "there is no probe"}.", nameof(probes));

        var pairs = new List<ScoredPair>(probes.Count * gallery.Count);
        var hits = new double[probes.Count];
        var owner = new int[probes.Count];
        for (var i = 0; i < probes.Count; i++)
        {
            owner[i] = people[probes[i].Identity];
            var best = new ScoredPair(double.NegativeInfinity, owner[i], -1);
            foreach (var candidate in gallery)
            {
                var pair = new ScoredPair(IdentityJudge.Cosine(probes[i].Vector, candidate.Vector), owner[i], people[candidate.Identity]);
                best = pair.Score > best.Score ? pair : best;
                pairs.Add(pair);
            }
            hits[i] = best.IsGenuine ? 1 : 0;
        }
        return Report(people.Count, gallery.Count, hits, owner, VerificationCurve.Sort(pairs), resamples);
    }

    private static IdentityReport Report(int people, int gallery, double[] hits, int[] owner, ScoredPair[] pairs, int resamples)
    {
        var genuine = pairs.Where(p => p.IsGenuine).ToArray();
        var impostors = pairs.Where(p => !p.IsGenuine).ToArray();
        var curve = VerificationCurve.From(pairs);
        double[] genuineScores = [.. genuine.Select(p => p.Score)];
        int[] genuineOwners = [.. genuine.Select(p => p.Probe)];
        var verification = Bootstrap.Of(people, 2, counts =>
            VerificationCurve.From(pairs, p => p.IsGenuine ? counts[p.Probe] : counts[p.Probe] * counts[p.Gallery]) is { } c
                ? [c.EqualErrorRate(), c.Area()] : [double.NaN, double.NaN], resamples);
        return new IdentityReport(
            people, hits.Length, gallery,
            Bootstrap.Of(people, counts => Bootstrap.Mean(hits, owner, counts), resamples),
            verification[0], verification[1],
            curve?.TrueAcceptRate(.01), curve?.TrueAcceptRate(.001),
            Bootstrap.Of(people, counts => Bootstrap.Mean(genuineScores, genuineOwners, counts), resamples),
            impostors.Length > 0 ? impostors.Average(p => p.Score) : double.NaN, impostors.Length)
        {
            Hits = [.. hits.Select(h => h > 0)],
        };
    }
}
