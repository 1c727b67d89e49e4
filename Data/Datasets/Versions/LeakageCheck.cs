using ThermalPortal.Data.Datasets.Quality;
using ThermalPortal.Data.Datasets.Splits;

namespace ThermalPortal.Data.Datasets.Versions;

/// <summary>Looks for people, recordings and pictures in more than one part of a split. It trusts no builder: it reads only what is about to be frozen.</summary>
internal static class LeakageCheck
{
    private const int MostExamples = 10;

    public static LeakageProof Of(IReadOnlyList<(PairRow Row, DatasetPart Part)> pairs, bool sharedSessions)
    {
        var people = Across(pairs.GroupBy(p => p.Row.Subject!, StringComparer.OrdinalIgnoreCase));
        var recordings = Across(pairs.Where(p => p.Row.Session is not null).GroupBy(p => sharedSessions ? p.Row.Session! : $"{p.Row.Session} of {p.Row.Subject}", StringComparer.OrdinalIgnoreCase));
        var pictures = pairs.SelectMany(p => new Picture[] { new(p.Row.ThermalPath, p.Row.ThermalHash, p.Part, true), new(p.Row.VisiblePath, p.Row.VisibleHash, p.Part, false) }).ToArray();
        var duplicates = pictures.Where(p => p.Hash is not null).GroupBy(p => p.Thermal).Select(kind => kind.ToArray())
            .SelectMany(kind => NearDuplicates.Groups([.. kind.Select(p => p.Hash!.Value)]).Select(group => group.Select(i => kind[i]).ToArray()))
            .Where(group => group.Select(p => p.Part).Distinct().Count() > 1).ToArray();
        return new LeakageProof
        {
            People = people.Length, Recordings = recordings.Length, Duplicates = duplicates.Length, Distance = NearDuplicates.Distance,
            Compared = pictures.Count(p => p.Hash is not null), NotCompared = pictures.Count(p => p.Hash is null),
            Examples =
            [
                .. people.Take(MostExamples).Select(g => $"{g.Key}: {Parts(g.Select(p => p.Part))}"),
                .. recordings.Take(MostExamples).Select(g => $"Session {g.Key}: {Parts(g.Select(p => p.Part))}"),
                .. duplicates.Take(MostExamples).Select(g => string.Join(", ", g.GroupBy(p => p.Part).OrderBy(p => p.Key).Select(p => $"{p.First().Path} ({Word(p.Key)})")) + " look alike"),
                .. pictures.Where(p => p.Hash is null).Take(MostExamples).Select(p => $"{p.Path} ({Word(p.Part)}) was not compared"),
            ],
        };
    }

    private static IGrouping<string, (PairRow Row, DatasetPart Part)>[] Across(IEnumerable<IGrouping<string, (PairRow Row, DatasetPart Part)>> groups) =>
        [.. groups.Where(g => g.Select(p => p.Part).Distinct().Count() > 1).OrderBy(g => g.Key, StringComparer.Ordinal)];

    private static string Parts(IEnumerable<DatasetPart> parts) => string.Join(" and ", parts.Distinct().Order().Select(Word));

    private static string Word(DatasetPart part) => part.ToString().ToLowerInvariant();

    private sealed record Picture(string Path, long? Hash, DatasetPart Part, bool Thermal);
}
