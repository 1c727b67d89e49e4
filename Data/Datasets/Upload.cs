namespace ThermalPortal.Data.Datasets;

/// <summary>One drop of files: one or many, a folder, or an archive. Its files are <see cref="ImageItem"/> rows, each with a verdict.</summary>
public sealed class Upload : ITeamOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid TeamId { get; set; }

    public Guid UserId { get; init; }

    public UploadState State { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the last file had its verdict, or it was stopped.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Name of the allowed folder of the server its files are taken from; null: they are sent.</summary>
    public string? Root { get; init; }

    /// <summary>Path below <see cref="Root"/>; empty = itself.</summary>
    public string? Folder { get; init; }

    /// <summary>Files found in the folder; null: not looked yet.</summary>
    public int? Expected { get; set; }

    /// <summary>The archive that is being unpacked; null: none is.</summary>
    public ArchiveProgress? Unpacking { get; set; }

    /// <summary>Why it could not go on, for people.</summary>
    public string? Problem { get; set; }
}
