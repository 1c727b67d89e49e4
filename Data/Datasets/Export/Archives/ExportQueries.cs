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
    /// Asks for an archive; hand it to a worker. One that is there, or on its way, is answered again: the same version always gives the same archive. Null: no such version in this team.
    /// </summary>
    public async Task<ExportAnswer?> AskAsync(TeamScope scope, Guid versionId, ExportFormat format, bool pseudonymous, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        if (await Sources(db).SingleOrDefaultAsync(s => s.VersionId == versionId, cancellationToken) is not { } source) return null;
        if (ExportRule.Refusal(source.Consent) is { } refusal) return new ExportAnswer(null, refusal);
        var (id, now, expired, word) = (Guid.CreateVersion7(), time.GetUtcNow(), time.GetUtcNow() - VersionExport.Life, format.ToString());
        // A failed or outlived one begins anew under its old id; its file, if there is one, is the same again.
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO version_exports AS e (id, team_id, version_id, user_id, format, pseudonymous, asked_at, written, total)
            VALUES ({id}, {scope.TeamId}, {versionId}, {scope.UserId}, {word}, {pseudonymous}, {now}, 0, 0)
            ON CONFLICT (version_id, format, pseudonymous) DO UPDATE SET user_id = excluded.user_id, asked_at = excluded.asked_at, written = 0, problem = NULL, ended_at = NULL
            WHERE e.problem IS NOT NULL OR e.ended_at <= {expired}
            """, cancellationToken);
        return new ExportAnswer(await db.VersionExports.Where(e => e.VersionId == versionId && e.Format == format && e.Pseudonymous == pseudonymous).Select(e => e.Id).SingleAsync(cancellationToken), null);
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
        var rows = await exports.Select(e => new
        {
            Export = e, UserName = db.Users.Where(u => u.Id == e.UserId).Select(u => u.DisplayName).FirstOrDefault(), Source = Sources(db).First(s => s.VersionId == e.VersionId),
            File = db.StoredFiles.Where(f => f.Id == e.FileId).Select(f => new { f.Bytes, f.Sha256 }).FirstOrDefault(),
        }).ToListAsync(cancellationToken);
        return [.. rows.Select(r => new ExportView(r.Export, r.UserName ?? "", r.File?.Bytes ?? 0, r.File?.Sha256,
            VersionContent.FileNameOf(r.Source.Name, r.Source.Number, r.Export.Pseudonymous), ExportRule.Refusal(r.Source.Consent)))];
    }

    /// <summary>Versions with what their datasets say, also of datasets in the trash.</summary>
    private static IQueryable<Source> Sources(PortalDbContext db) =>
        db.DatasetVersions.Join(db.Datasets.IgnoreQueryFilters([Dataset.TrashFilter]), v => v.DatasetId, d => d.Id, (v, d) => new Source { VersionId = v.Id, Number = v.Number, Name = d.Name, Consent = d.Consent });

    private sealed class Source
    {
        public Guid VersionId { get; init; }

        public int Number { get; init; }

        public required string Name { get; init; }

        public ConsentBasis Consent { get; init; }
    }
}
