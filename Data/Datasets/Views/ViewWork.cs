using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Data.Datasets.Views;

/// <summary>The worker's side of what people look at in a dataset: thumbnails and frames. Safe to repeat after any crash.</summary>
public sealed class ViewWork(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    /// <summary>Whose dataset this is, to act in its scope on nobody's behalf; null: no such dataset.</summary>
    public async Task<TeamScope?> ScopeOfAsync(Guid datasetId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Datasets.IgnoreQueryFilters([PortalDbContext.TeamFilter]).Where(d => d.Id == datasetId).Select(d => (TeamScope?)new TeamScope(d.TeamId, Guid.Empty)).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Datasets with pictures nobody can look at yet.</summary>
    public async Task<IReadOnlyList<Guid>> UnfinishedAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Captures.IgnoreQueryFilters([PortalDbContext.TeamFilter]).Where(c => c.ViewedAt == null).Select(c => c.DatasetId).Distinct().ToListAsync(cancellationToken);
    }

    /// <summary>Pictures to be made, in the order people will see them.</summary>
    public async Task<IReadOnlyList<PendingView>> PendingAsync(TeamScope scope, Guid datasetId, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var rows =
            from capture in db.Captures
            where capture.DatasetId == datasetId && capture.ViewedAt == null
            join file in db.StoredFiles on capture.Item!.FileId equals file.Id
            orderby capture.Path, capture.Id
            select new PendingView(capture.Id, file.Sha256, capture.Modality, capture.Item!.Badge);
        return await rows.Take(take).ToListAsync(cancellationToken);
    }

    /// <summary>Writes what was made, once; a second time for the same picture changes nothing and answers false.</summary>
    public async Task<bool> SaveAsync(TeamScope scope, Guid captureId, Guid? thumbnailId, Guid? frameId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var now = time.GetUtcNow();
        return await db.Captures.Where(c => c.Id == captureId && c.ViewedAt == null).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.ThumbnailId, thumbnailId).SetProperty(c => c.FrameId, frameId).SetProperty(c => c.ViewedAt, now), cancellationToken) > 0;
    }
}
