using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Data.Datasets.Suggestions;

/// <summary>Somebody asked for suggestions in a dataset: the last time, and what came of it.</summary>
public sealed class SuggestionRequest : ITeamOwned
{
    public Guid DatasetId { get; init; }

    public Guid TeamId { get; set; }

    /// <summary>Who asked.</summary>
    public Guid UserId { get; init; }

    public DateTimeOffset AskedAt { get; init; }

    /// <summary>Pairs looked at.</summary>
    public int Looked { get; init; }

    /// <summary>Pairs to look at; 0: not counted yet.</summary>
    public int Total { get; init; }

    /// <summary>Null: work goes on, or waits.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it ended early, for people; null: it did not.</summary>
    public string? Problem { get; init; }
}
