namespace ThermalPortal.Data.Translations;

/// <summary>What the history shows; nothing set = every run of the team that is not in the trash.</summary>
public sealed record HistoryFilter
{
    /// <summary>Null or empty: every state.</summary>
    public IReadOnlyCollection<RunState>? States { get; init; }

    /// <summary>Part of a file name, the model's name or the person's name, any case.</summary>
    public string? Text { get; init; }

    /// <summary>Created at or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Created before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only runs of the acting user.</summary>
    public bool OnlyMine { get; init; }

    /// <summary>The trash instead of the live runs.</summary>
    public bool Trash { get; init; }
}
