namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>Turns scores of single pictures into figures with intervals over people, subgroups and paired differences.</summary>
internal sealed class ScoreTable
{
    private readonly IReadOnlyList<EvaluationPicture> _pictures;
    private readonly EvaluationOptions _options;
    private readonly int[] _person; // index of the person of each picture
    private readonly int[] _probes; // pictures that were probes, in the order of IdentityReport.Hits

    public ScoreTable(IReadOnlyList<EvaluationPicture> pictures, EvaluationOptions options)
    {
        (_pictures, _options) = (pictures, options);
        var people = pictures.Select(p => p.Identity).Distinct(StringComparer.Ordinal).Select((name, i) => (name, i)).ToDictionary(p => p.name, p => p.i, StringComparer.Ordinal);
        People = people.Count;
        _person = [.. pictures.Select(p => people[p.Identity])];
        var (first, last) = (pictures.Min(p => p.Session), pictures.Max(p => p.Session));
        var gallery = pictures.Where(p => p.Session == first).Select(p => p.Identity).ToHashSet(StringComparer.Ordinal);
        _probes = [.. Enumerable.Range(0, pictures.Count).Where(i => pictures[i].Session == last && gallery.Contains(pictures[i].Identity))];
    }

    public int People { get; }

    public SystemScores Row(ScoredSystem system) => new()
    {
        Name = system.Name,
        PsnrRgb = Mean(system.Scores.PsnrRgb), PsnrGrey = Mean(system.Scores.PsnrGrey),
        SsimRgb = Mean(system.Scores.SsimRgb), SsimGrey = Mean(system.Scores.SsimGrey),
        Perceptual = system.Scores.Perceptual is { } pd ? Mean(pd) : null,
        Lpips = system.Scores.Lpips is { } lpips ? Mean(lpips) : null,
        Frechet = system.Scores.Distribution?.Frechet,
        Kernel = Kernel(system.Scores.Distribution),
        Fid = system.Inception?.Frechet,
        Kid = Kernel(system.Inception),
        Identity = system.Identity, SecondsPerImage = system.Seconds,
        Subgroups = [.. _options.Subgroups.SelectMany(label => Subgroups(label, system))],
    };

    /// <summary>The first system against each other one, on the same people.</summary>
    public IReadOnlyList<PairedDifference> Differences(IReadOnlyList<ScoredSystem> systems)
    {
        var differences = new List<PairedDifference>();
        foreach (var other in systems.Skip(1))
        {
            if (systems[0].Scores.Perceptual is { } ours && other.Scores.Perceptual is { } theirs)
                differences.Add(new PairedDifference(systems[0].Name, other.Name, "PD-VGG19", Mean([.. ours.Zip(theirs, (a, b) => a - b)])));
            if (systems[0].Identity is { } mine && other.Identity is { } its)
                differences.Add(new PairedDifference(systems[0].Name, other.Name, "Rank-1",
                    Mean([.. mine.Hits.Zip(its.Hits, (a, b) => (a ? 1.0 : 0) - (b ? 1 : 0))], [.. _probes.Select(i => _person[i])])));
        }
        return differences;
    }

    private Interval? Kernel(DistributionScores? scores) =>
        scores is null ? null : Bootstrap.Of(People, counts => scores.Kernel.Of([.. _person.Select(p => counts[p])]), _options.Resamples);

    private Interval Mean(double[] values) => Mean(values, _person);

    private Interval Mean(double[] values, int[] person) => Bootstrap.Of(People, counts => Bootstrap.Mean(values, person, counts), _options.Resamples);

    private IEnumerable<SubgroupScores> Subgroups(string label, ScoredSystem system)
    {
        var groups = Enumerable.Range(0, _pictures.Count).GroupBy(i => _pictures[i].Input.Labels.GetValueOrDefault(label) ?? "").Where(g => g.Key.Length > 0);
        foreach (var group in groups.OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var members = group.ToHashSet();
            bool[] hits = [.. _probes.Zip(system.Identity?.Hits ?? []).Where(p => members.Contains(p.First)).Select(p => p.Second)];
            yield return new SubgroupScores(label, group.Key, members.Count, hits.Length,
                system.Scores.Perceptual is { } pd ? members.Average(i => pd[i]) : null, hits.Length > 0 ? hits.Average(h => h ? 1.0 : 0) : null);
        }
    }
}
