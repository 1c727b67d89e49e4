namespace ThermalPortal.Data.Datasets.Alignments;

/// <summary>
/// How the pictures of a pair lie on each other from some moment on; a row is never changed. The pair names its present one, each row the one before it, so that every step can be taken back. The pictures' bytes
/// stay untouched: this is a note about them.
/// </summary>
public sealed class PairAlignment : ITeamOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid TeamId { get; set; }

    public Guid PairId { get; init; }

    /// <summary>From visible to thermal pixels, nine numbers, row by row (see <see cref="PlaneTransform"/>); null: from now on there is none.</summary>
    public double[]? Matrix { get; init; }

    public TransformKind? Kind { get; init; }

    /// <summary>The points it was fitted to; none where another pair of the session was fitted.</summary>
    public IReadOnlyList<PointPair> Points { get; init; } = [];

    /// <summary>Root of the mean squared residual of the points, or of the pair's own face points where it has none; thermal pixels. Null: nothing to tell by.</summary>
    public double? Rms { get; init; }

    /// <summary>The session's transform was not taken over: this pair's own face points lie that far from it, thermal pixels. Null: no such doubt.</summary>
    public double? Misfit { get; init; }

    /// <summary>All rows of one application to a session share it; null: this pair alone.</summary>
    public Guid? BatchId { get; init; }

    /// <summary>What was before; null: nothing.</summary>
    public Guid? PreviousId { get; init; }

    public Guid UserId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The transform; null: there is none.</summary>
    public PlaneTransform? Transform() => Matrix is null ? null : new PlaneTransform(Matrix);
}
