namespace ThermalPortal.Data.Translations;

/// <summary>A run in the history.</summary>
public sealed record HistoryRow
{
    public required Guid Id { get; init; }

    public required RunState State { get; init; }

    /// <summary>0..1.</summary>
    public required double Progress { get; init; }

    /// <summary>Why it ended other than well, for people.</summary>
    public string? Reason { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public required Guid UserId { get; init; }

    public string UserName { get; init; } = "";

    public string ModelName { get; init; } = "";

    public int InputCount { get; init; }

    public int ResultCount { get; init; }

    /// <summary>File name of the first picture.</summary>
    public string? FirstName { get; init; }

    /// <summary>Thermal preview of the first picture.</summary>
    public Guid? FirstPreviewFileId { get; init; }

    /// <summary>First result of the first picture.</summary>
    public Guid? FirstResultFileId { get; init; }
}
