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
        var pictures = pairs.SelectMany(p => new Picture[] { new(p.Row.ThermalPath, p.Row.ThermalHash, p.Row.ThermalSceneId, p.Part, true), new(p.Row.VisiblePath, p.Row.VisibleHash, p.Row.VisibleSceneId, p.Part, false) }).ToArray();
        var alike = Look.Alike([.. pictures.Where(p => p.Hash is not null)], p => new Look(!p.Thermal, p.Hash!.Value, p.SceneId)).Where(group => group.Members.Select(p => p.Part).Distinct().Count() > 1)
            .ToLookup(group => group.Kind, group => group.Members);
        return new LeakageProof
        {
            People = people.Length, Recordings = recordings.Length, Duplicates = alike[DuplicateKind.SamePicture].Count(), Scenes = alike[DuplicateKind.SameScene].Count(), Distance = NearDuplicates.Distance,
            Compared = pictures.Count(p => p.Hash is not null), NotCompared = pictures.Count(p => p.Hash is null),
            Examples =
            [
                .. people.Take(MostExamples).Select(g => $"{g.Key}: {Parts(g.Select(p => p.Part))}"),
                .. recordings.Take(MostExamples).Select(g => $"Session {g.Key}: {Parts(g.Select(p => p.Part))}"),
                .. alike[DuplicateKind.SamePicture].Take(MostExamples).Select(g => $"{Places(g)} look alike"),
                .. alike[DuplicateKind.SameScene].Take(MostExamples).Select(g => $"{Places(g)} show the same scene"),
                .. pictures.Where(p => p.Hash is null).Take(MostExamples).Select(p => $"{p.Path} ({Word(p.Part)}) was not compared"),
            ],
        };
    }

    private static IGrouping<string, (PairRow Row, DatasetPart Part)>[] Across(IEnumerable<IGrouping<string, (PairRow Row, DatasetPart Part)>> groups) =>
        [.. groups.Where(g => g.Select(p => p.Part).Distinct().Count() > 1).OrderBy(g => g.Key, StringComparer.Ordinal)];

    private static string Parts(IEnumerable<DatasetPart> parts) => string.Join(" and ", parts.Distinct().Order().Select(Word));

    /// <summary>The first picture in each part.</summary>
    private static string Places(Picture[] group) => string.Join(", ", group.GroupBy(p => p.Part).OrderBy(p => p.Key).Select(p => $"{p.First().Path} ({Word(p.Key)})"));

    private static string Word(DatasetPart part) => part.ToString().ToLowerInvariant();

    private sealed record Picture(string Path, long? Hash, Guid? SceneId, DatasetPart Part, bool Thermal);
}
