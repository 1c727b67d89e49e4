using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Data.Translations;

/// <summary>The history of a team's translations, paged by the database.</summary>
public sealed class HistoryQueries(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>Runs that match the filter, newest first.</summary>
    public async Task<Page<HistoryRow>> PageAsync(TeamScope scope, HistoryFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var runs = Matching(db, scope, filter);
        var total = await runs.CountAsync(cancellationToken);
        var rows = page.Of(runs.OrderByDescending(r => r.CreatedAt).ThenByDescending(r => r.Id)).Select(r => new HistoryRow
        {
            Id = r.Id,
            State = r.State,
            Progress = r.Progress,
            Reason = r.Reason,
            CreatedAt = r.CreatedAt,
            FinishedAt = r.FinishedAt,
            UserId = r.UserId,
            UserName = db.Users.Where(u => u.Id == r.UserId).Select(u => u.DisplayName).FirstOrDefault() ?? "",
            ModelName = r.ModelVersion!.Name,
            InputCount = r.Inputs.Count,
            ResultCount = r.Inputs.SelectMany(i => i.Results).Count(),
            FirstName = r.Inputs.OrderBy(i => i.Ordinal).Select(i => i.Item!.OriginalName).FirstOrDefault(),
            FirstPreviewFileId = r.Inputs.OrderBy(i => i.Ordinal).Select(i => i.ThermalPreviewFileId).FirstOrDefault(),
            FirstResultFileId = r.Inputs.SelectMany(i => i.Results).OrderBy(x => x.Input!.Ordinal).ThenBy(x => x.FaceIndex).ThenBy(x => x.SampleIndex)
                .Select(x => (Guid?)x.FileId).FirstOrDefault(),
        });
        return new Page<HistoryRow>(await rows.ToListAsync(cancellationToken), total);
    }

    private static IQueryable<TranslationRun> Matching(PortalDbContext db, TeamScope scope, HistoryFilter filter)
    {
        var runs = db.TranslationRuns.AsNoTracking().Where(r => (r.DeletedAt != null) == filter.Trash);
        if (filter.States is { Count: > 0 } states) runs = runs.Where(r => states.Contains(r.State));
        if (filter.OnlyMine) runs = runs.Where(r => r.UserId == scope.UserId);
        if (filter.From is { } from) runs = runs.Where(r => r.CreatedAt >= from.ToUniversalTime());
        if (filter.To is { } to) runs = runs.Where(r => r.CreatedAt < to.ToUniversalTime());
        if (string.IsNullOrWhiteSpace(filter.Text)) return runs;
        var pattern = LikePattern.Containing(filter.Text);
        return runs.Where(r =>
            EF.Functions.ILike(r.ModelVersion!.Name, pattern, LikePattern.Escape) ||
            r.Inputs.Any(i => EF.Functions.ILike(i.Item!.OriginalName, pattern, LikePattern.Escape)) ||
            db.Users.Any(u => u.Id == r.UserId && EF.Functions.ILike(u.DisplayName, pattern, LikePattern.Escape)));
    }
}
