using ThermalPortal.Data.Datasets.Splits;

namespace ThermalPortal.Data.Datasets.Versions;

/// <summary>A dataset as it was when somebody froze it: never changed afterwards.</summary>
public sealed class DatasetVersion : ITeamOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid TeamId { get; set; }

    public Guid DatasetId { get; init; }

    /// <summary>1, 2, 3 … in the dataset.</summary>
    public int Number { get; init; }

    public Guid UserId { get; init; }

    public string Note { get; init; } = "";

    /// <summary>How people were dealt out.</summary>
    public required SplitOptions Options { get; init; }

    /// <summary>SHA-256 (lower-case hex) over files, people, sessions and parts: equal content has an equal hash.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Pairs for training.</summary>
    public int Train { get; init; }

    public int Validation { get; init; }

    public int Test { get; init; }

    /// <summary>People in all parts.</summary>
    public int People { get; init; }

    /// <summary>Pairs without a person; they are in no part.</summary>
    public int LeftOut { get; init; }

    /// <summary>What of one part is seen in another; null: frozen before this was looked for.</summary>
    public LeakageProof? Proof { get; init; }

    /// <summary>Why it was frozen although the proof does not hold, in the words of who did it; null: it holds.</summary>
    public string? OverrideReason { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
