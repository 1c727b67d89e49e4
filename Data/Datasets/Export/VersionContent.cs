using ThermalPortal.Data.Datasets.Versions;

namespace ThermalPortal.Data.Datasets.Export;

/// <summary>A frozen version to be written out.</summary>
/// <param name="Dataset">Its dataset, with consent and terms.</param>
/// <param name="Version">The version, with its proof.</param>
/// <param name="Pairs">Pairs by path.</param>
public sealed record VersionContent(Dataset Dataset, DatasetVersion Version, IReadOnlyList<VersionPair> Pairs)
{
    /// <summary>Made by <see cref="Pseudonyms"/>: pictures are written without metadata, too.</summary>
    public bool Pseudonymous { get; init; }

    /// <summary>Name of the archive, without folders or strange characters.</summary>
    public string FileName => FileNameOf(Dataset.Name, Version.Number, Pseudonymous);

    /// <summary>Name of the archive of a version.</summary>
    public static string FileNameOf(string dataset, int version, bool pseudonymous) =>
        $"{string.Concat(dataset.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')).Trim('-')}-v{version}{(pseudonymous ? "-pseudonymous" : "")}.zip";
}
