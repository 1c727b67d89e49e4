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
        var (now, words) = (time.GetUtcNow(), string.IsNullOrWhiteSpace(comment) ? null : StoredText.Clean(comment.Trim(), CommentLength));
        var changed = await db.CapturePairs.Where(p => p.Id == pairId).ExecuteUpdateAsync(
            set => set.SetProperty(p => p.Review, state).SetProperty(p => p.ReviewerId, scope.UserId).SetProperty(p => p.ReviewedAt, now).SetProperty(p => p.ReviewComment, words), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return changed > 0;
    }

    public async Task<ReviewCounts> CountsAsync(TeamScope scope, Guid datasetId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var counts = await db.CapturePairs.Where(p => p.DatasetId == datasetId).GroupBy(p => p.Review).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return new ReviewCounts(counts.GetValueOrDefault(ReviewState.Open), counts.GetValueOrDefault(ReviewState.Accepted), counts.GetValueOrDefault(ReviewState.Rejected));
    }
}
