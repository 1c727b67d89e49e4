namespace ThermalPortal.Data.Datasets;

/// <summary>One drop of files: one or many, a folder, or an archive. Its files are <see cref="ImageItem"/> rows, each with a verdict.</summary>
public sealed class Upload : ITeamOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid TeamId { get; set; }

    public Guid UserId { get; init; }

    public UploadState State { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the last file had its verdict.</summary>
    public DateTimeOffset? FinishedAt { get; set; }
}
