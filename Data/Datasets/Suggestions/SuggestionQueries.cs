using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Labels;
using ThermalPortal.Data.Datasets.Review;

namespace ThermalPortal.Data.Datasets.Suggestions;

/// <summary>Suggestions asked for, looked at, taken as labels and refused by people.</summary>
public sealed class SuggestionQueries(IDbContextFactory<PortalDbContext> contexts, LabelQueries labels, TimeProvider time)
{
    /// <summary>Asks for suggestions of every attribute of every pair that has none; hand the dataset to the workers then. False: no such dataset in this team.</summary>
    public async Task<bool> AskAsync(TeamScope scope, Guid datasetId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        if (!await db.Datasets.AnyAsync(d => d.Id == datasetId, cancellationToken)) return false;
        var now = time.GetUtcNow();
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO suggestion_requests (dataset_id, team_id, user_id, asked_at, looked, total) VALUES ({datasetId}, {scope.TeamId}, {scope.UserId}, {now}, 0, 0)
            ON CONFLICT (dataset_id) DO UPDATE SET user_id = excluded.user_id, asked_at = excluded.asked_at, looked = 0, total = 0, ended_at = NULL, problem = NULL WHERE suggestion_requests.ended_at IS NOT NULL
            """, cancellationToken);
        return true;
    }

    /// <summary>What waits for an answer, and how far the last request is.</summary>
    public async Task<SuggestionState> StateAsync(TeamScope scope, Guid datasetId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var pairs = db.CapturePairs.Where(p => p.DatasetId == datasetId && db.Datasets.Any(d => d.Id == datasetId));
        Dictionary<string, int> open = [];
        foreach (var name in await pairs.SelectMany(p => p.Suggestions).Select(s => s.Name).Distinct().Order().ToListAsync(cancellationToken))
            if (await pairs.WithSuggestion(name).CountAsync(cancellationToken) is > 0 and var count) open[name] = count;
        return new SuggestionState(open, await db.SuggestionRequests.AsNoTracking().SingleOrDefaultAsync(r => r.DatasetId == datasetId && db.Datasets.Any(d => d.Id == datasetId), cancellationToken));
    }

    /// <summary>Suggestions for <paramref name="name"/> that wait for an answer, by pair.</summary>
    public async Task<IReadOnlyDictionary<Guid, AttributeSuggestion>> OpenAsync(TeamScope scope, IReadOnlyList<Guid> pairIds, string name, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var open = await db.CapturePairs.Where(p => pairIds.Contains(p.Id) && db.Datasets.Any(d => d.Id == p.DatasetId)).WithSuggestion(name)
            .SelectMany(p => p.Suggestions.Where(s => s.Name == name && s.Value != null && s.RefusedAt == null)).AsNoTracking().ToListAsync(cancellationToken);
        return open.GroupBy(s => s.PairId).ToDictionary(g => g.Key, g => g.MaxBy(s => s.CreatedAt)!);
    }

    /// <summary>A person says yes: makes labels of suggestions, by the way every label takes. A pair that has a value by now, or is accepted, stays as it is and is counted; one whose suggestion was refused or is gone counts as overtaken.</summary>
    public async Task<LabelOutcome> AcceptAsync(TeamScope scope, IReadOnlyList<Guid> suggestionIds, CancellationToken cancellationToken)
    {
        var taken = await TakenAsync(scope, suggestionIds, cancellationToken);
        var (changes, overtaken, accepted) = (new List<LabelChange>(), suggestionIds.Distinct().Count() - taken.Count, 0);
        foreach (var group in taken.GroupBy(s => (s.DatasetId, s.Name, s.Value), s => new LabelTarget(s.PairId, null)))
        {
            var outcome = await labels.SetAsync(scope, group.Key.DatasetId, [.. group], group.Key.Name, group.Key.Value, cancellationToken);
            changes.AddRange(outcome.Changes);
            (overtaken, accepted) = (overtaken + outcome.Overtaken, accepted + outcome.Accepted);
        }
        return new LabelOutcome(changes, overtaken, accepted);
    }

    /// <summary>A person says no: the same model will not suggest it again. Answers which ones; those of accepted pairs stay, as everything of theirs.</summary>
    public async Task<IReadOnlyList<Guid>> RefuseAsync(TeamScope scope, IReadOnlyList<Guid> suggestionIds, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        foreach (var dataset in await Of(db, suggestionIds).Select(s => db.CapturePairs.Single(p => p.Id == s.PairId).DatasetId).Distinct().Order().ToListAsync(cancellationToken))
            await db.LockDatasetAsync(dataset, cancellationToken); // no reviewer accepts one of them meanwhile
        var now = time.GetUtcNow();
        var ids = await Of(db, suggestionIds).Where(s => s.Value != null && s.RefusedAt == null && db.CapturePairs.Any(p => p.Id == s.PairId && p.Review != ReviewState.Accepted)).Select(s => s.Id).ToListAsync(cancellationToken);
        await db.AttributeSuggestions.Where(s => ids.Contains(s.Id)).ExecuteUpdateAsync(set => set.SetProperty(s => s.RefusedAt, now).SetProperty(s => s.RefusedBy, scope.UserId), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return ids;
    }

    /// <summary>Takes one's own <see cref="RefuseAsync"/> back; answers how many wait for an answer again.</summary>
    public async Task<int> ReopenAsync(TeamScope scope, IReadOnlyList<Guid> suggestionIds, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return await Of(db, suggestionIds).Where(s => s.RefusedBy == scope.UserId)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.RefusedAt, (DateTimeOffset?)null).SetProperty(s => s.RefusedBy, (Guid?)null), cancellationToken);
    }

    private async Task<IReadOnlyList<(Guid DatasetId, Guid PairId, string Name, string Value)>> TakenAsync(TeamScope scope, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var rows = await Of(db, ids).Where(s => s.Value != null && s.RefusedAt == null).Join(db.CapturePairs, s => s.PairId, p => p.Id, (s, p) => new { p.DatasetId, s.PairId, s.Name, s.Value }).ToListAsync(cancellationToken);
        return [.. rows.Select(r => (r.DatasetId, r.PairId, r.Name, r.Value!))];
    }

    private static IQueryable<AttributeSuggestion> Of(PortalDbContext db, IReadOnlyList<Guid> ids) =>
        db.AttributeSuggestions.Where(s => ids.Contains(s.Id) && db.CapturePairs.Any(p => p.Id == s.PairId && db.Datasets.Any(d => d.Id == p.DatasetId)));
}
