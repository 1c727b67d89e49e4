using ThermalPortal.Data.Datasets.Alignments;
using ThermalPortal.Data.Datasets.Pairing;
using ThermalPortal.Data.Datasets.Scales;

namespace ThermalPortal.Data.Datasets.Import;

/// <summary>What an import would create. Nothing is written before somebody agrees.</summary>
public sealed record ImportPlan
{
    /// <summary>How the paths were read, for people: a data set's name, the user's pattern, the manifest; null = by names and times alone.</summary>
    public string? ReadAs { get; init; }

    /// <summary>Files that would become captures.</summary>
    public required IReadOnlyList<PlannedItem> Items { get; init; }

    /// <summary>Who belongs to whom: the new files, and captures of the dataset that still wait for a partner.</summary>
    public required PairingResult Pairing { get; init; }

    /// <summary>Files whose bytes are already there, or come twice, with the path of the one that is kept.</summary>
    public required IReadOnlyList<(ImportFile File, string SameAs)> Duplicates { get; init; }

    /// <summary>Rows of the manifest whose file is not in the upload.</summary>
    public required IReadOnlyList<string> MissingFiles { get; init; }

    /// <summary>What is wrong with the manifest, line by line; nothing can be imported before that is repaired.</summary>
    public IReadOnlyList<string> ManifestErrors { get; init; } = [];

    /// <summary>People named.</summary>
    public int Subjects => Items.Select(i => i.Key.Subject).Where(s => s is not null).Distinct(StringComparer.OrdinalIgnoreCase).Count();
}

/// <summary>A file and what is known of its capture: the manifest goes before the path, the path before the file.</summary>
public sealed record PlannedItem(PairingItem Key, string? Session, string? Split, string? Variation, bool Aligned, IReadOnlyDictionary<string, string> Other)
{
    /// <summary>Of a visible picture: where its pixels lie in its thermal partner.</summary>
    public PlaneTransform? VisibleToThermal { get; init; }

    /// <summary>Of a thermal picture: how its numbers become degrees.</summary>
    public TemperatureScale? Scale { get; init; }
}
