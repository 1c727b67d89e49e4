using ThermalPortal.Data;
using ThermalPortal.Data.Datasets;

namespace ThermalPortal.Web.Api;

/// <summary>Answer to starting or completing an upload.</summary>
public sealed record StartedUpload(Guid Id, string StatusUrl);

/// <summary>Files that one request added.</summary>
public sealed record AddedFiles(IReadOnlyList<AddedFile> Files);

/// <summary>One added file; its verdict follows.</summary>
public sealed record AddedFile(Guid Id, string Filename);

/// <summary>An upload with a page of its files.</summary>
/// <param name="Id">The upload.</param>
/// <param name="Status">receiving, checking, finished or cancelled.</param>
/// <param name="Pending">Files without a verdict.</param>
/// <param name="Accepted">Pictures that can be used: thermal ones can be translated, visible ones belong to pairs.</param>
/// <param name="Rejected">Files that cannot.</param>
/// <param name="TotalFiles">All files, over all pages.</param>
/// <param name="Files">This page.</param>
public sealed record UploadStatus(
    Guid Id, string Status, int Pending, int Accepted, int Rejected, int TotalFiles, IReadOnlyList<UploadedFile> Files)
{
    /// <summary>Accepted files in which something was put right when they were read; each says what.</summary>
    public int Repaired { get; init; }

    /// <summary>The folder of the server it is taken from; null: its files are sent.</summary>
    public string? Source { get; init; }

    /// <summary>Files found in that folder; null: not looked yet.</summary>
    public int? ExpectedFiles { get; init; }

    /// <summary>How far the archive is that is being unpacked; null: none is.</summary>
    public ArchiveProgress? Unpacking { get; init; }

    /// <summary>Why it could not go on.</summary>
    public string? Problem { get; init; }

    internal static UploadStatus Of(UploadSummary upload, Page<ImageItem> items) => new(
        upload.Id, QueryWord.Of(upload.State), upload.Pending, upload.Accepted, upload.Rejected, items.Total,
        [.. items.Items.Select(i => new UploadedFile(i.Id, i.OriginalName, UploadReport.WordOf(i), QueryWord.Of(i.Modality), i.ReasonCode, i.Reason, i.Advice, i.Width, i.Height, i.Badge is { } b ? QueryWord.Of(b) : null) { EmbeddedIn = i.EmbeddedIn })])
    {
        Repaired = upload.Repaired, Source = upload.Source?.ToString(), ExpectedFiles = upload.Expected, Unpacking = upload.Unpacking, Problem = upload.Problem,
    };
}

/// <summary>One file and the portal's verdict about it: accepted, repaired, rejected, expanded (an archive, whose files are listed, too), manifest or pending.</summary>
public sealed record UploadedFile(
    Guid Id, string Filename, string Verdict, string Modality, string? ReasonCode, string? Reason, string? Advice, int? Width, int? Height, string? Radiometry)
{
    /// <summary>Of a photo that was inside a thermal file: the id of that file.</summary>
    public Guid? EmbeddedIn { get; init; }
}
