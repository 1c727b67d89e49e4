namespace ThermalPortal.Data.Datasets;

/// <summary>An upload and how far its verdicts are. <paramref name="Visible"/> counts the accepted files that are visible pictures.</summary>
public sealed record UploadSummary(
    Guid Id, UploadState State, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt, int Pending, int Accepted, int Rejected, int Visible)
{
    /// <summary>Files that can be translated.</summary>
    public int Thermal => Accepted - Visible;
}
