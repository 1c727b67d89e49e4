namespace ThermalPortal.Data.Datasets.Export.Archives;

/// <summary>Somebody asked for an archive of a version; a worker writes it, and it waits to be fetched.</summary>
public sealed class VersionExport : ITeamOwned
{
    /// <summary>How long a finished archive waits: it can be made again at any time, from the same bytes.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(7);

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid TeamId { get; set; }

    public Guid VersionId { get; init; }

    /// <summary>Who asked.</summary>
    public Guid UserId { get; init; }

    public ExportFormat Format { get; init; }

    /// <summary>Without names and metadata, see <see cref="Pseudonyms"/>.</summary>
    public bool Pseudonymous { get; init; }

    public DateTimeOffset AskedAt { get; init; }

    /// <summary>Pairs written.</summary>
    public int Written { get; init; }

    /// <summary>Pairs to write; 0: not counted yet.</summary>
    public int Total { get; init; }

    /// <summary>The archive; null: not finished, or it failed.</summary>
    public Guid? FileId { get; init; }

    /// <summary>Null: work goes on, or waits.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why there is no archive, for people; null: there is, or will be.</summary>
    public string? Problem { get; init; }
}
