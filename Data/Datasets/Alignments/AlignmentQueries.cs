using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Review;

namespace ThermalPortal.Data.Datasets.Alignments;

/// <summary>
/// How the pictures of a pair lie on each other: read, said, taken away, taken back. Each change names the alignment its author saw; where another has come since, nothing is overwritten. Accepted pairs stay as they are.
/// </summary>
public sealed class AlignmentQueries(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    /// <summary>Most points of a pair.</summary>
    public const int MostPoints = 100;

    /// <summary>A pair with its alignment; null: no such pair in this team.</summary>
    public async Task<AlignmentView?> FindAsync(TeamScope scope, Guid pairId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var pairs = db.CapturePairs.AsNoTracking().Include(p => p.Alignment).Include(p => p.Thermal!.Subject).Include(p => p.Visible!.Subject);
        if (await pairs.SingleOrDefaultAsync(p => p.Id == pairId, cancellationToken) is not { } pair) return null;
        var author = pair.Alignment is { UserId: var user } ? await db.Users.Where(u => u.Id == user).Select(u => u.DisplayName).SingleOrDefaultAsync(cancellationToken) : null;
        var batch = pair.Alignment?.BatchId is { } id ? await InBatch(db, id).CountAsync(cancellationToken) : 0;
        return new AlignmentView(pair, author, batch, FacePoints.Of(pair.Thermal!, pair.Visible!));
    }

    public async Task<AlignmentCounts> CountsAsync(TeamScope scope, Guid datasetId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var counts = await db.CapturePairs.Where(p => p.DatasetId == datasetId).GroupBy(p => new { Aligned = p.Alignment!.Matrix != null, Outlier = p.Alignment.Misfit != null })
            .Select(g => new { g.Key.Aligned, g.Key.Outlier, Count = g.Count() }).ToListAsync(cancellationToken);
        return new AlignmentCounts(counts.Where(c => !c.Aligned).Sum(c => c.Count), counts.Where(c => c.Aligned).Sum(c => c.Count), counts.Where(c => c.Outlier).Sum(c => c.Count));
    }

    /// <summary>Says how the pictures of a pair lie on each other: by the transform that fits these points best.</summary>
    /// <param name="scope">Whose pair, and who says so.</param>
    /// <param name="pairId">The pair.</param>
    /// <param name="seen">The alignment its author saw; null: none.</param>
    /// <param name="kind">What the transform may do.</param>
    /// <param name="points">The same places in both pictures.</param>
    /// <param name="cancellationToken">Cancelled: nothing is written.</param>
    /// <exception cref="ArgumentException">The points do not decide a transform; the message says why.</exception>
    public async Task<AlignmentOutcome> SaveAsync(TeamScope scope, Guid pairId, Guid? seen, TransformKind kind, IReadOnlyList<PointPair> points, CancellationToken cancellationToken)
    {
        if (points.Count > MostPoints) throw new ArgumentException($"These are {points.Count} points; a pair takes {MostPoints} at most.", nameof(points));
        var fit = TransformFit.Of(kind, points);
        if (fit.Transform is not { } transform) throw new ArgumentException(fit.Problem, nameof(points));
        PointPair[] kept = [.. points.Select(p => p with { Name = StoredText.Clean(p.Name, 40) })];
        return await ChangeAsync(scope, pairId, seen, pair => new PairAlignment
        {
            PairId = pair.Id, Matrix = [.. transform.Matrix], Kind = kind, Points = kept, Rms = fit.Rms, PreviousId = pair.AlignmentId, UserId = scope.UserId, CreatedAt = time.GetUtcNow(),
        }, cancellationToken);
    }

    /// <summary>From now on the pair has no alignment; <see cref="UndoAsync"/> brings it back. Parameters as for <see cref="SaveAsync"/>.</summary>
    public Task<AlignmentOutcome> RemoveAsync(TeamScope scope, Guid pairId, Guid? seen, CancellationToken cancellationToken) => ChangeAsync(
        scope, pairId, seen, pair => pair.AlignmentId is null ? null : new PairAlignment { PairId = pair.Id, PreviousId = pair.AlignmentId, UserId = scope.UserId, CreatedAt = time.GetUtcNow() }, cancellationToken);

    /// <summary>
    /// Takes the last change back, whatever it was. One that was made to a session goes back for all of its pairs that nobody has changed or accepted since. Answers how many pairs went back.
    /// Parameters as for <see cref="SaveAsync"/>.
    /// </summary>
    public async Task<(AlignmentOutcome Outcome, int Pairs)> UndoAsync(TeamScope scope, Guid pairId, Guid? seen, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (pair, outcome) = await db.LockPairAsync(pairId, seen, cancellationToken);
        if (pair is null || outcome != AlignmentOutcome.Done) return (outcome, 0);
        if (pair.Alignment is not { } last) return (AlignmentOutcome.NotThere, 0);
        var changed = last.BatchId is { } batch ? InBatch(db, batch).Where(p => p.Review != ReviewState.Accepted) : db.CapturePairs.Where(p => p.Id == pairId);
        var count = await changed.ExecuteUpdateAsync(set => set.SetProperty(p => p.AlignmentId, p => db.PairAlignments.Where(a => a.Id == p.AlignmentId).Select(a => a.PreviousId).First()), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (AlignmentOutcome.Done, count);
    }

    private static IQueryable<CapturePair> InBatch(PortalDbContext db, Guid batch) => db.CapturePairs.Where(p => p.Alignment!.BatchId == batch);

    private async Task<AlignmentOutcome> ChangeAsync(TeamScope scope, Guid pairId, Guid? seen, Func<CapturePair, PairAlignment?> next, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (pair, outcome) = await db.LockPairAsync(pairId, seen, cancellationToken);
        if (pair is null || outcome != AlignmentOutcome.Done) return outcome;
        if (next(pair) is not { } alignment) return AlignmentOutcome.NotThere;
        db.PairAlignments.Add(alignment);
        pair.AlignmentId = alignment.Id;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return AlignmentOutcome.Done;
    }
}
