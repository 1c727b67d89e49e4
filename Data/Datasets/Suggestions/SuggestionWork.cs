using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Labels;
using ThermalPortal.Data.Datasets.Review;

namespace ThermalPortal.Data.Datasets.Suggestions;

/// <summary>The worker's side of suggestions: which pairs a model is to look at, and what it made of them. Safe to repeat after any crash.</summary>
public sealed class SuggestionWork(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    /// <summary>For whom work in a dataset is to be done; null: nobody asks, it was done, or there is no such dataset.</summary>
    public async Task<TeamScope?> ScopeOfAsync(Guid datasetId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.SuggestionRequests.IgnoreQueryFilters([PortalDbContext.TeamFilter]).Where(r => r.DatasetId == datasetId && r.EndedAt == null && db.Datasets.Any(d => d.Id == datasetId))
            .Select(r => (TeamScope?)new TeamScope(r.TeamId, r.UserId)).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Datasets in which somebody asked and nobody has finished.</summary>
    public async Task<IReadOnlyList<Guid>> UnfinishedAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.SuggestionRequests.IgnoreQueryFilters([PortalDbContext.TeamFilter]).Where(r => r.EndedAt == null && db.Datasets.Any(d => d.Id == r.DatasetId))
            .Select(r => r.DatasetId).ToListAsync(cancellationToken);
    }

    /// <summary>How many pairs there are to look at: all that are not accepted.</summary>
    public async Task<int> CountAsync(TeamScope scope, Guid datasetId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return await db.CapturePairs.CountAsync(p => p.DatasetId == datasetId && p.Review != ReviewState.Accepted, cancellationToken);
    }

    /// <summary>The next pairs by id, each with what <paramref name="model"/> may be asked of it; accepted ones are left out.</summary>
    /// <param name="scope">Whose dataset.</param>
    /// <param name="datasetId">The dataset.</param>
    /// <param name="model">Who is asked.</param>
    /// <param name="names">What it knows.</param>
    /// <param name="after">Pairs after this one; all zeros: from the start.</param>
    /// <param name="take">So many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<UnlabelledPair>> NextAsync(TeamScope scope, Guid datasetId, SuggestionModel model, IReadOnlyList<string> names, Guid after, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var rows = await db.CapturePairs.Where(p => p.DatasetId == datasetId && p.Review != ReviewState.Accepted && p.Id > after).OrderBy(p => p.Id).Take(take)
            .Select(p => new
            {
                p.Id, p.Labels, Visible = p.Visible!.Other, Thermal = p.Thermal!.Other,
                Sha256 = db.StoredFiles.Where(f => f.Id == p.Thermal.Item!.FileId).Select(f => f.Sha256).SingleOrDefault(),
                Asked = p.Suggestions.Where(s => s.ModelSha256 == model.Sha256).Select(s => s.Name).ToList(),
            }).ToListAsync(cancellationToken);
        return [.. rows.Select(p => new UnlabelledPair(p.Id, p.Sha256, [.. names.Except(p.Asked).Except([.. PairLabels.Of(p.Visible, p.Thermal, p.Labels).Keys, .. p.Labels.Keys], StringComparer.OrdinalIgnoreCase)]))];
    }

    /// <summary>Writes what <paramref name="model"/> made of a pair; what other models suggested there and nobody refused gives way. Said once already, or pair gone: nothing happens.</summary>
    public async Task SaveAsync(TeamScope scope, Guid pairId, SuggestionModel model, IReadOnlyList<SuggestedValue> values, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var (names, said, confidences, now) = (values.Select(v => v.Name).ToArray(), values.Select(v => v.Value).ToArray(), values.Select(v => v.Confidence).ToArray(), time.GetUtcNow());
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.AttributeSuggestions.Where(s => s.PairId == pairId && names.Contains(s.Name) && s.ModelSha256 != model.Sha256 && s.RefusedAt == null).ExecuteDeleteAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO attribute_suggestions (id, team_id, pair_id, name, value, confidence, model_name, model_version, model_sha256, created_at)
            SELECT gen_random_uuid(), p.team_id, p.id, v.name, v.value, v.confidence, {model.Name}, {model.Version}, {model.Sha256}, {now}
            FROM (SELECT id, team_id FROM capture_pairs WHERE id = {pairId} AND team_id = {scope.TeamId} FOR SHARE) p, unnest({names}::text[], {said}::text[], {confidences}::real[]) v (name, value, confidence)
            ON CONFLICT DO NOTHING
            """, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Says how far the work is.</summary>
    public async Task ProgressAsync(TeamScope scope, Guid datasetId, int looked, int total, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await db.SuggestionRequests.Where(r => r.DatasetId == datasetId).ExecuteUpdateAsync(set => set.SetProperty(r => r.Looked, looked).SetProperty(r => r.Total, total), cancellationToken);
    }

    /// <summary>Ends the work; <paramref name="problem"/>: why before its time, for people.</summary>
    public async Task EndAsync(TeamScope scope, Guid datasetId, string? problem, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var (now, words) = (time.GetUtcNow(), problem is null ? null : StoredText.Clean(problem, 500));
        await db.SuggestionRequests.Where(r => r.DatasetId == datasetId && r.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(r => r.EndedAt, now).SetProperty(r => r.Problem, words), cancellationToken);
    }
}
