using ThermalPortal.Data.Datasets.Alignments;

namespace ThermalPortal.Web.Api;

/// <summary>How the pictures of a pair lie on each other, as the API tells it. Places are pixels of the upright pictures, (0, 0) the top left corner of the top left pixel.</summary>
/// <param name="Id">The alignment; name it as <c>seen</c> when you change it.</param>
/// <param name="Kind">similarity, affine or homography; null: it was removed, or there never was one.</param>
/// <param name="VisibleToThermal">3 x 3 matrix on (x, y, 1), row by row; null as for kind.</param>
/// <param name="Points">The points it was fitted to; empty where another pair of the session was.</param>
/// <param name="Rms">Root of the mean squared residual, thermal pixels.</param>
/// <param name="Misfit">It did not take over its session's transform: its own face points lie that far from it, thermal pixels.</param>
/// <param name="BatchId">Alignments of one application to a session share it.</param>
/// <param name="UserId">Who said so.</param>
/// <param name="At">When.</param>
public sealed record AlignmentStatus(
    Guid Id, string? Kind, IReadOnlyList<double>? VisibleToThermal, IReadOnlyList<PointPair> Points, double? Rms, double? Misfit, Guid? BatchId, Guid UserId, DateTimeOffset At)
{
    internal static AlignmentStatus? Of(PairAlignment? row) => row is null ? null
        : new(row.Id, row.Kind is { } kind ? QueryWord.Of(kind) : null, row.Matrix, row.Points, row.Rms, row.Misfit, row.BatchId, row.UserId, row.CreatedAt);
}

/// <summary>A pair's alignment, and the points to make one of.</summary>
/// <param name="Alignment">The present one; null: none was ever made, or all was taken back.</param>
/// <param name="FacePoints">Face points found in both pictures.</param>
public sealed record AlignmentAnswer(AlignmentStatus? Alignment, IReadOnlyList<PointPair> FacePoints);

/// <summary>How the pictures of a pair lie on each other.</summary>
/// <param name="Seen">The alignment you saw; null: none. Where another has come since, the answer is 409.</param>
/// <param name="Kind">similarity (2 points or more), affine (3) or homography (4).</param>
/// <param name="Points">The same places in both pictures.</param>
public sealed record AlignRequest(Guid? Seen, string? Kind, IReadOnlyList<PointPair>? Points);

/// <summary>A change of what is there.</summary>
/// <param name="Seen">The alignment you saw.</param>
/// <param name="Everybody">For a session: sessions of one name are one recording of several people.</param>
public sealed record AlignmentChange(Guid? Seen, bool Everybody = false);
