using ThermalPortal.Data;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Labels;
using ThermalPortal.Data.Datasets.Quality;

namespace ThermalPortal.Web.Api;

/// <summary>A picture of a dataset, as the API tells it.</summary>
/// <param name="Id">The capture.</param>
/// <param name="Path">Path in the import.</param>
/// <param name="Modality">thermal, visible or unknown.</param>
/// <param name="Subject">Whom it shows; null: nobody has said.</param>
/// <param name="Session">Recording session.</param>
/// <param name="Tray">unpaired, paired, ambiguous or excluded.</param>
/// <param name="Quality">What was measured; null: not yet.</param>
/// <param name="ThumbnailUrl">A small picture (WebP).</param>
public sealed record CaptureStatus(Guid Id, string Path, string Modality, string? Subject, string? Session, string Tray, CaptureQuality? Quality, string? ThumbnailUrl)
{
    internal static CaptureStatus Of(Capture capture) => new(
        capture.Id, capture.Path, QueryWord.Of(capture.Modality), capture.Subject?.Key, capture.Session, QueryWord.Of(capture.Tray), capture.MeasuredAt is null ? null : CaptureQuality.Of(capture),
        capture.ThumbnailId is { } file ? $"/api/v1/files/{file}" : null);
}

/// <summary>Quality of a picture.</summary>
/// <param name="Faults">blurred, clipped, no_face, unreadable.</param>
/// <param name="Sharpness">Variance of the Laplacian of the face at 128 pixels and full contrast; 20 is the least for a visible, 12 for a thermal picture.</param>
/// <param name="Clipped">Share of the face at an end of the scale, 0..1; up to .1 is fine.</param>
/// <param name="Faces">Faces found.</param>
/// <param name="Hash">Perceptual hash, 16 hexadecimal digits; hashes of the same picture differ in at most 2 bits.</param>
public sealed record CaptureQuality(IReadOnlyList<string> Faults, float? Sharpness, float? Clipped, int? Faces, string? Hash)
{
    internal static IReadOnlyList<QualityFaults> AllFaults { get; } = [.. Enum.GetValues<QualityFaults>().Where(f => f != QualityFaults.None)];

    internal static CaptureQuality Of(Capture capture) =>
        new([.. AllFaults.Where(f => capture.Faults.HasFlag(f)).Select(QueryWord.Of)], capture.Sharpness, capture.Clipped, capture.Faces, capture.Hash?.ToString("x16", System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>A pair of a dataset, as the API tells it.</summary>
/// <param name="Id">The pair.</param>
/// <param name="Thermal">Its thermal picture.</param>
/// <param name="Visible">Its visible picture.</param>
/// <param name="Rule">Why they are a pair.</param>
/// <param name="Aligned">The data set says that both lie on each other pixel by pixel.</param>
/// <param name="Alignment">How they lie on each other as people said last; null: nobody has said.</param>
/// <param name="Labels">What is said of it, by the manifest and by people since.</param>
/// <param name="Review">What a reviewer said of it.</param>
public sealed record PairStatus(Guid Id, CaptureStatus Thermal, CaptureStatus Visible, string Rule, bool Aligned, AlignmentStatus? Alignment, IReadOnlyDictionary<string, string> Labels, PairReview Review, Guid? AssigneeId)
{
    internal static PairStatus Of(CapturePair pair) => new(
        pair.Id, CaptureStatus.Of(pair.Thermal!), CaptureStatus.Of(pair.Visible!), QueryWord.Of(pair.Rule), pair.Aligned, AlignmentStatus.Of(pair.Alignment), PairLabels.Of(pair), new(QueryWord.Of(pair.Review), pair.ReviewerId, pair.ReviewedAt, pair.ReviewComment), pair.AssigneeId);
}

/// <summary>A review of a pair.</summary>
/// <param name="State">open, accepted or rejected.</param>
/// <param name="ReviewerId">Who said so last; null: nobody yet.</param>
/// <param name="At">When.</param>
/// <param name="Comment">Why.</param>
public sealed record PairReview(string State, Guid? ReviewerId, DateTimeOffset? At, string? Comment);

/// <summary>What a reviewer says of a pair.</summary>
/// <param name="State">accepted, rejected, or open to take it back.</param>
/// <param name="Comment">Why; optional.</param>
public sealed record ReviewRequest(string? State, string? Comment);

/// <summary>What a reviewer says of many pairs.</summary>
/// <param name="PairIds">Which ones, 5,000 at most.</param>
/// <param name="State">accepted, rejected, or open to take it back.</param>
/// <param name="Comment">Why; without one, older comments stay.</param>
public sealed record ManyReviewsRequest(IReadOnlyList<Guid>? PairIds, string? State, string? Comment);

/// <summary>Who is asked to review pairs.</summary>
/// <param name="PairIds">Which ones, 5,000 at most.</param>
/// <param name="ReviewerId">A member of the team who may review; null: nobody in particular.</param>
public sealed record AssignRequest(IReadOnlyList<Guid>? PairIds, Guid? ReviewerId);

/// <summary>How many pairs a request changed.</summary>
/// <param name="Changed">Pairs that were different before.</param>
public sealed record PairsChanged(int Changed);

/// <summary>Pictures of one kind that show the same, or nearly.</summary>
/// <param name="Count">All of them.</param>
/// <param name="People">Different people they are said to show: more than one is an error in the labels.</param>
/// <param name="Captures">The first 24 by path.</param>
/// <param name="Kind">Which way they were found: same_picture or same_scene.</param>
public sealed record DuplicateStatus(int Count, int People, IReadOnlyList<CaptureStatus> Captures, string Kind)
{
    internal static DuplicateStatus Of(DuplicateGroup group) => new(group.Count, group.People, [.. group.Captures.Select(CaptureStatus.Of)], QueryWord.Of(group.Kind));
}

/// <summary>A page of a list.</summary>
/// <param name="Total">Over all pages.</param>
/// <param name="Items">This page.</param>
public sealed record Listed<T>(int Total, IReadOnlyList<T> Items)
{
    internal static Listed<T> Of<TRow>(Page<TRow> page, Func<TRow, T> convert) => new(page.Total, [.. page.Items.Select(convert)]);
}
