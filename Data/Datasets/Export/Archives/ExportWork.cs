using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Data.Datasets.Export.Archives;

/// <summary>The worker's side of archives: which to write, and what became of it. Safe to repeat after any crash.</summary>
public sealed class ExportWork(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    /// <summary>What is to be written, and for whom; null: nobody asks, or it is done.</summary>
    public async Task<(TeamScope Scope, VersionExport Export)?> FindAsync(Guid exportId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.VersionExports.IgnoreQueryFilters([PortalDbContext.TeamFilter]).AsNoTracking().SingleOrDefaultAsync(e => e.Id == exportId && e.EndedAt == null, cancellationToken) is { } export
            ? (new TeamScope(export.TeamId, export.UserId), export) : null;
    }

    /// <summary>Archives somebody asked for and nobody has finished.</summary>
    public async Task<IReadOnlyList<Guid>> UnfinishedAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.VersionExports.IgnoreQueryFilters([PortalDbContext.TeamFilter]).Where(e => e.EndedAt == null).Select(e => e.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Bytes of the pictures an archive will hold.</summary>
    public async Task<long> BytesAsync(TeamScope scope, Guid versionId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var pairs = db.VersionPairs.Where(p => p.VersionId == versionId);
        return await pairs.Join(db.StoredFiles, p => p.ThermalFileId, f => f.Id, (_, f) => f.Bytes).SumAsync(cancellationToken)
            + await pairs.Join(db.StoredFiles, p => p.VisibleFileId, f => f.Id, (_, f) => f.Bytes).SumAsync(cancellationToken);
    }

    /// <summary>Says how far the work is.</summary>
    public async Task ProgressAsync(TeamScope scope, Guid exportId, int written, int total, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await db.VersionExports.Where(e => e.Id == exportId && e.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(e => e.Written, written).SetProperty(e => e.Total, total), cancellationToken);
    }

    /// <summary>Ends the work: with an archive, or with why there is none.</summary>
    public async Task EndAsync(TeamScope scope, Guid exportId, Guid? fileId, string? problem, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var now = time.GetUtcNow();
        await db.VersionExports.Where(e => e.Id == exportId && e.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.EndedAt, now).SetProperty(e => e.FileId, fileId).SetProperty(e => e.Problem, problem).SetProperty(e => e.Written, e => problem == null ? e.Total : e.Written), cancellationToken);
    }
}
