using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ThermalPortal.Data.Datasets.Review;
using ThermalPortal.Data.Datasets.Scales;
using ThermalPortal.Data.Datasets.Splits;

namespace ThermalPortal.Data.Datasets.Versions;

/// <summary>Pairs of known people, dealt into parts.</summary>
internal sealed class FrozenSplit
{
    private const int FewTestPeople = 20, FewTestPairs = 200;
    private readonly SplitOptions _options;
    private readonly int _notWanted;

    public FrozenSplit(IReadOnlyList<PairRow> rows, SplitOptions options)
    {
        _options = options;
        PairRow[] wanted = [.. rows.Where(r => options.OnlyAccepted ? r.Review == ReviewState.Accepted : r.Review != ReviewState.Rejected)];
        PairRow[] known = [.. wanted.Where(r => r.Subject is not null)];
        (LeftOut, _notWanted) = (wanted.Length - known.Length, rows.Count - wanted.Length);
        var units = Units(known, options.SharedSessions);
        var parts = SplitBuilder.Build(known.GroupBy(r => units[r.Subject!], StringComparer.Ordinal).Select(g => new SplitIdentity(g.Key, g.Count(), Common(g), Official(g))), options);
        Pairs = [.. known.Select(r => (r, parts[units[r.Subject!]]))];
        Leakage = LeakageCheck.Of(Pairs, options.SharedSessions);
    }

    public int LeftOut { get; }

    public IReadOnlyList<(PairRow Row, DatasetPart Part)> Pairs { get; }

    public LeakageProof Leakage { get; }

    public int People => Pairs.Select(p => p.Row.Subject).Distinct().Count();

    public int Count(DatasetPart part) => Pairs.Count(p => p.Part == part);

    public SplitPreview Preview() => new([.. Enum.GetValues<DatasetPart>().Select(Figures)], LeftOut, [.. Remarks()], Leakage);

    /// <summary>Hash over files, people, sessions, parts and labels.</summary>
    /// <param name="contentOf">SHA-256 of both files of a pair.</param>
    public string Sha256(Func<PairRow, string> contentOf)
    {
        var lines = Pairs.Select(p => $"{contentOf(p.Row)} {p.Row.Subject} {p.Row.Session} {p.Part} {string.Join(';', p.Row.Labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key}={l.Value}"))}"
            + (p.Row.VisibleToThermal is { } transform ? $" {transform}" : "") + (p.Row.Scene is { } scene ? string.Create(CultureInfo.InvariantCulture, $" {scene.Emissivity:R} {scene.Reflected:R}") : "") + (p.Row.Scale is { } scale ? $" {scale.Word()}" : "")); // without one of them the hash is what it was before there were any
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines.Order(StringComparer.Ordinal)))));
    }

    private PartFigures Figures(DatasetPart part)
    {
        PairRow[] rows = [.. Pairs.Where(p => p.Part == part).Select(p => p.Row)];
        var shares = _options.Balance.SelectMany(name => rows.Select(r => r.Labels.GetValueOrDefault(name)).OfType<string>().GroupBy(v => $"{name} = {v}")).OrderBy(g => g.Key, StringComparer.Ordinal);
        return new PartFigures(part, rows.Length, rows.Select(r => r.Subject).Distinct().Count(), shares.ToDictionary(g => g.Key, g => (double)g.Count() / rows.Length));
    }

    private IEnumerable<string> Remarks()
    {
        var test = Figures(DatasetPart.Test);
        if (test.People < FewTestPeople || test.Pairs < FewTestPairs)
            yield return $"The test part has {test.People} people and {test.Pairs} pairs: too small to rank models (take at least {FewTestPeople} and {FewTestPairs}).";
        if (LeftOut > 0)
            yield return $"{LeftOut} pairs do not say who is shown and are left out: they could be anybody.";
        if (_notWanted > 0)
            yield return $"{_notWanted:N0} {(_options.OnlyAccepted ? "not accepted" : "rejected")} {(_notWanted == 1 ? "pair is" : "pairs are")} left out.";
        if (Pairs.Count(p => p.Row.Misfits) is > 0 and var misfits)
            yield return $"{misfits:N0} {(misfits == 1 ? "pair disagrees" : "pairs disagree")} with the alignment of {(misfits == 1 ? "its" : "their")} session.";
        var sizes = Pairs.GroupBy(p => p.Row.Subject).Select(g => g.Count()).ToArray();
        if (sizes.Length > 0 && sizes.Max() > Pairs.Count / 5)
            yield return "One person has more than a fifth of all pairs; the parts cannot be near the wanted shares.";
    }

    /// <summary>Who is dealt out with whom: each alone, or all who share a session; named after the first of them.</summary>
    private static Dictionary<string, string> Units(PairRow[] known, bool sharedSessions)
    {
        var units = known.Select(r => r.Subject!).Distinct(StringComparer.Ordinal).ToDictionary(s => s, s => s, StringComparer.Ordinal);
        if (sharedSessions)
            foreach (var session in known.Where(r => r.Session is not null).GroupBy(r => r.Session!, StringComparer.OrdinalIgnoreCase))
            {
                string[] roots = [.. session.Select(r => Root(r.Subject!)).Distinct().Order(StringComparer.Ordinal)];
                foreach (var root in roots) units[root] = roots[0];
            }
        return units.Keys.ToDictionary(s => s, Root, StringComparer.Ordinal);

        string Root(string subject)
        {
            while (units[subject] != subject) subject = units[subject];
            return subject;
        }
    }

    /// <summary>A person's value of each attribute: the most frequent one.</summary>
    private Dictionary<string, string> Common(IEnumerable<PairRow> rows) => _options.Balance
        .Select(name => (name, Value: rows.Select(r => r.Labels.GetValueOrDefault(name)).OfType<string>().GroupBy(v => v).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).FirstOrDefault()?.Key))
        .Where(p => p.Value is not null).ToDictionary(p => p.name, p => p.Value!);

    /// <summary>The data set's own part, where it is the same for all pairs of the person.</summary>
    private static DatasetPart? Official(IEnumerable<PairRow> rows) => rows.Select(r => r.OfficialSplit).Distinct().ToArray() switch
    {
        ["train"] => DatasetPart.Train,
        ["val"] => DatasetPart.Validation,
        ["test"] => DatasetPart.Test,
        _ => null,
    };
}
