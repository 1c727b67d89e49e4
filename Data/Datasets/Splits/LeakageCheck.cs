namespace ThermalPortal.Data.Datasets.Splits;

/// <summary>One picture as the leakage check sees it.</summary>
/// <param name="Sha256">Hash of the untouched bytes.</param>
/// <param name="Identity">Who is shown; null = unknown.</param>
/// <param name="Recording">Recording it is a frame of; null = a single picture.</param>
/// <param name="Part">Where it is.</param>
public sealed record SplitPicture(string Sha256, string? Identity, string? Recording, DatasetPart Part);

/// <summary>What is in more than one part. All lists must be empty before a version is frozen, or somebody must take the responsibility.</summary>
/// <param name="Identities">People.</param>
/// <param name="Files">Hashes of equal files.</param>
/// <param name="Recordings">Recordings; their frames are near-duplicates.</param>
/// <param name="UnknownPeople">Pictures whose person is unknown, when there is more than one part: they could be anybody.</param>
public sealed record LeakageReport(IReadOnlyList<string> Identities, IReadOnlyList<string> Files, IReadOnlyList<string> Recordings, int UnknownPeople)
{
    public bool Clean => Identities.Count + Files.Count + Recordings.Count + UnknownPeople == 0;
}

/// <summary>Looks for people, files and recordings that are in more than one part of a split.</summary>
public static class LeakageCheck
{
    public static LeakageReport Run(IReadOnlyCollection<SplitPicture> pictures)
    {
        return new LeakageReport(
            Shared(p => p.Identity), Shared(p => p.Sha256), Shared(p => p.Recording),
            pictures.DistinctBy(p => p.Part).Count() > 1 ? pictures.Count(p => p.Identity is null) : 0);

        string[] Shared(Func<SplitPicture, string?> of) =>
        [
            .. pictures.Where(p => of(p) is not null).GroupBy(p => of(p)!, StringComparer.Ordinal)
                .Where(g => g.DistinctBy(p => p.Part).Count() > 1).Select(g => g.Key).Order(StringComparer.Ordinal),
        ];
    }
}
