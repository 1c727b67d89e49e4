using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Data.Datasets.Export.Archives;

/// <summary>Archives of versions: asked for, watched, fetched, given up. A worker writes them (<see cref="ExportWork"/>).</summary>
public sealed class ExportQueries(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    /// <summary>Archives of a version that are there or on their way, the last asked for first.</summary>
    public async Task<IReadOnlyList<ExportView>> ListAsync(TeamScope scope, Guid versionId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return await ViewsAsync(db, Alive(db).Where(e => e.VersionId == versionId).OrderByDescending(e => e.AskedAt), cancellationToken);
    }

    /// <summary>Null: no such archive in this team, or its days are over.</summary>
    public async Task<ExportView?> FindAsync(TeamScope scope, Guid exportId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return (await ViewsAsync(db, Alive(db).Where(e => e.Id == exportId), cancellationToken)).SingleOrDefault();
    }

    /// <summary>
    /// Asks for an archive and answers its id; hand it to a worker. One that is there, or on its way, is answered again: the same version always gives the same archive. Null: no such version in this team.
    /// </summary>
    public async Task<Guid?> AskAsync(TeamScope scope, Guid versionId, ExportFormat format, bool pseudonymous, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        if (!await db.DatasetVersions.AnyAsync(v => v.Id == versionId, cancellationToken)) return null;
        var (id, now, expired, word) = (Guid.CreateVersion7(), time.GetUtcNow(), time.GetUtcNow() - VersionExport.Life, format.ToString());
        // A failed or outlived one begins anew under its old id; its file, if there is one, is the same again.
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO version_exports AS e (id, team_id, version_id, user_id, format, pseudonymous, asked_at, written, total)
            VALUES ({id}, {scope.TeamId}, {versionId}, {scope.UserId}, {word}, {pseudonymous}, {now}, 0, 0)
            ON CONFLICT (version_id, format, pseudonymous) DO UPDATE SET user_id = excluded.user_id, asked_at = excluded.asked_at, written = 0, problem = NULL, ended_at = NULL
            WHERE e.problem IS NOT NULL OR e.ended_at <= {expired}
            """, cancellationToken);
        return await db.VersionExports.Where(e => e.VersionId == versionId && e.Format == format && e.Pseudonymous == pseudonymous).Select(e => e.Id).SingleAsync(cancellationToken);
    }

    /// <summary>Gives up a finished archive, whose bytes are freed soon. False: no such archive in this team, or it is being written.</summary>
    public async Task<bool> EndAsync(TeamScope scope, Guid exportId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return await Alive(db).Where(e => e.Id == exportId && e.EndedAt != null).ExecuteUpdateAsync(set => set.SetProperty(e => e.EndedAt, DateTimeOffset.UnixEpoch), cancellationToken) > 0;
    }

    private IQueryable<VersionExport> Alive(PortalDbContext db)
    {
        var expired = time.GetUtcNow() - VersionExport.Life;
        return db.VersionExports.AsNoTracking().Where(e => e.EndedAt == null || e.EndedAt > expired);
    }

    private static async Task<IReadOnlyList<ExportView>> ViewsAsync(PortalDbContext db, IQueryable<VersionExport> exports, CancellationToken cancellationToken)
    {
        var rows = await exports.Select(e => new { Export = e, UserName = db.Users.Where(u => u.Id == e.UserId).Select(u => u.DisplayName).FirstOrDefault(), File = db.StoredFiles.Where(f => f.Id == e.FileId).Select(f => new { f.Bytes, f.Sha256 }).FirstOrDefault() }).ToListAsync(cancellationToken);
        return [.. rows.Select(r => new ExportView(r.Export, r.UserName ?? "", r.File?.Bytes ?? 0, r.File?.Sha256))];
    }
}
