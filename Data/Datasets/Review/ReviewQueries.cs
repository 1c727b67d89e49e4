using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Captures;

namespace ThermalPortal.Data.Datasets.Review;

/// <summary>Pairs accepted, rejected and opened again. What is accepted stays as it is: <see cref="CaptureQueries"/> and <see cref="SubjectQueries"/> leave it alone.</summary>
public sealed class ReviewQueries(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    /// <summary>Longest comment, characters.</summary>
    public const int CommentLength = 1000;

    /// <summary>Says what a pair is worth; who says it, when and why stay with it until somebody says otherwise. False: no such pair in this team.</summary>
    public async Task<bool> ReviewAsync(TeamScope scope, Guid pairId, ReviewState state, string? comment, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.CapturePairs.Where(p => p.Id == pairId && db.Datasets.Any(d => d.Id == p.DatasetId)).Select(p => (Guid?)p.DatasetId).SingleOrDefaultAsync(cancellationToken) is not { } dataset) return false;
        await db.LockDatasetAsync(dataset, cancellationToken); // nobody is renaming people or freezing it meanwhile
        var (now, words) = (time.GetUtcNow(), Words(comment));
        var changed = await db.CapturePairs.Where(p => p.Id == pairId).ExecuteUpdateAsync(
            set => set.SetProperty(p => p.Review, state).SetProperty(p => p.ReviewerId, scope.UserId).SetProperty(p => p.ReviewedAt, now).SetProperty(p => p.ReviewComment, words), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return changed > 0;
    }

    /// <summary>
    /// Says of many pairs what they are worth. Pairs of which that was said already stay as they are, and so does what was said of the others unless there is a new
    /// comment. Returns the pairs that changed, by what was said of them before, for <see cref="RestoreAsync"/>.
    /// </summary>
    public async Task<IReadOnlyDictionary<ReviewState, Guid[]>> ReviewAsync(TeamScope scope, Guid datasetId, PairSelection selection, ReviewState state, string? comment, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockDatasetAsync(datasetId, cancellationToken);
        var pairs = selection.Of(PairsOf(db, datasetId)).Where(p => p.Review != state);
        var before = (await pairs.Select(p => new { p.Id, p.Review }).ToListAsync(cancellationToken)).GroupBy(p => p.Review).ToDictionary(g => g.Key, g => g.Select(p => p.Id).ToArray());
        foreach (var ids in before.Values) await SayAsync(db, scope, ids, state, comment, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return before;
    }

    /// <summary>Takes <see cref="ReviewAsync(TeamScope, Guid, PairSelection, ReviewState, string?, CancellationToken)"/> back, as another review by the same person; what somebody else has said since stays.</summary>
    public async Task RestoreAsync(TeamScope scope, Guid datasetId, IReadOnlyDictionary<ReviewState, Guid[]> before, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockDatasetAsync(datasetId, cancellationToken);
        foreach (var (state, ids) in before)
            await SayAsync(db, scope, await PairsOf(db, datasetId).Where(p => ids.Contains(p.Id) && p.ReviewerId == scope.UserId).Select(p => p.Id).ToArrayAsync(cancellationToken), state, null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Asks somebody to review pairs; null: nobody in particular. Returns how many it changed.</summary>
    /// <exception cref="ArgumentException">That person may not review in this team.</exception>
    public async Task<int> AssignAsync(TeamScope scope, Guid datasetId, PairSelection selection, Guid? reviewerId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        if (reviewerId is { } reviewer && !await db.Memberships.AnyAsync(m => m.UserId == reviewer && m.Role >= TeamRole.Reviewer, cancellationToken))
            throw new ArgumentException("This person is no reviewer of this team.", nameof(reviewerId));
        return await selection.Of(PairsOf(db, datasetId)).Where(p => p.AssigneeId != reviewerId).ExecuteUpdateAsync(set => set.SetProperty(p => p.AssigneeId, reviewerId), cancellationToken);
    }

    /// <summary>Pairs of a dataset by what was said of them.</summary>
    public async Task<ReviewCounts> CountsAsync(TeamScope scope, Guid datasetId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var counts = await db.CapturePairs.Where(p => p.DatasetId == datasetId).GroupBy(p => p.Review).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var mine = await db.CapturePairs.CountAsync(p => p.DatasetId == datasetId && p.AssigneeId == scope.UserId && p.Review == ReviewState.Open, cancellationToken);
        return new ReviewCounts(counts.GetValueOrDefault(ReviewState.Open), counts.GetValueOrDefault(ReviewState.Accepted), counts.GetValueOrDefault(ReviewState.Rejected), mine);
    }

    private static IQueryable<CapturePair> PairsOf(PortalDbContext db, Guid datasetId) => db.CapturePairs.Where(p => p.DatasetId == datasetId && db.Datasets.Any(d => d.Id == datasetId));

    private async Task SayAsync(PortalDbContext db, TeamScope scope, Guid[] ids, ReviewState state, string? comment, CancellationToken cancellationToken)
    {
        var (now, words) = (time.GetUtcNow(), Words(comment));
        await db.CapturePairs.Where(p => ids.Contains(p.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(p => p.Review, state).SetProperty(p => p.ReviewerId, scope.UserId).SetProperty(p => p.ReviewedAt, now).SetProperty(p => p.ReviewComment, p => words ?? p.ReviewComment), cancellationToken);
    }

    private static string? Words(string? comment) => string.IsNullOrWhiteSpace(comment) ? null : StoredText.Clean(comment.Trim(), CommentLength);
}
