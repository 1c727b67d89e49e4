using ThermalPortal.Data.Datasets.Deletion;
using ThermalPortal.Data.Datasets.Splits;

namespace ThermalPortal.Data.Datasets.Versions;

/// <summary>A version in figures.</summary>
public sealed record VersionSummary(Guid Id, int Number, string Note, string Sha256, DateTimeOffset CreatedAt, string UserName, int Train, int Validation, int Test, int People, int LeftOut)
{
    public required Guid DatasetId { get; init; }

    public required SplitOptions Options { get; init; }

    /// <summary>Whether the rest of the dataset is still there.</summary>
    public DatasetState Dataset { get; init; }

    /// <summary>What of one part is seen in another; null: frozen before this was looked for.</summary>
    public LeakageProof? Proof { get; init; }

    /// <summary>Why it was frozen although the proof does not hold.</summary>
    public string? OverrideReason { get; init; }
}

/// <summary>What differs between two versions of a dataset, by content of the pairs.</summary>
/// <param name="Added">Pairs only in the later one.</param>
/// <param name="Removed">Pairs only in the earlier one.</param>
/// <param name="Relabelled">Pairs in both whose person, session, part, labels or alignment differ.</param>
public sealed record VersionDifference(IReadOnlyList<string> Added, IReadOnlyList<string> Removed, IReadOnlyList<string> Relabelled);
