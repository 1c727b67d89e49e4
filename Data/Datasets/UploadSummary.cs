using ThermalPortal.Data.Datasets.ServerFolders;

namespace ThermalPortal.Data.Datasets;

/// <summary>An upload and how far its verdicts are. <paramref name="Visible"/> counts the accepted files that are visible pictures.</summary>
public sealed record UploadSummary(
    Guid Id, UploadState State, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt, int Pending, int Accepted, int Rejected, int Visible)
{
    /// <summary>Accepted files in which something was put right when they were read.</summary>
    public int Repaired { get; init; }

    /// <summary>The folder of the server it is taken from; null: its files are sent.</summary>
    public FolderSource? Source { get; init; }

    /// <summary>Files found in that folder; null: not looked yet.</summary>
    public int? Expected { get; init; }

    /// <summary>The archive that is being unpacked; null: none is.</summary>
    public ArchiveProgress? Unpacking { get; init; }

    /// <summary>Why it could not go on, for people; null: nothing is wrong, or somebody stopped it.</summary>
    public string? Problem { get; init; }

    /// <summary>Nothing more will happen.</summary>
    public bool IsOver => State is UploadState.Finished or UploadState.Cancelled;

    /// <summary>Files that have come so far.</summary>
    public int Files => Pending + Accepted + Rejected;

    /// <summary>Files that can be translated.</summary>
    public int Thermal => Accepted - Visible;
}
