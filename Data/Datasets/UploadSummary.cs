namespace ThermalPortal.Data.Datasets;

/// <summary>An upload and how far its verdicts are.</summary>
public sealed record UploadSummary(
    Guid Id, UploadState State, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt, int Pending, int Accepted, int Rejected);
