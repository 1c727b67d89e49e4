using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Data.Files;

/// <summary>A team's files: bytes into the store, a row that says whose they are.</summary>
public sealed class FileQueries(IDbContextFactory<PortalDbContext> contexts, IFileStore store, TimeProvider time)
{
    /// <summary>Stores the bytes (once) and the team's row for them (once).</summary>
    public async Task<StoredFile> AddAsync(TeamScope scope, Stream content, string mediaType, CancellationToken cancellationToken)
    {
        var blob = await store.PutAsync(content, cancellationToken);
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var (id, now) = (Guid.CreateVersion7(), time.GetUtcNow());
        // The update changes nothing: it makes RETURNING answer the row that is there already. A filter cannot be added to an INSERT.
        var rows = await db.StoredFiles.FromSql(
            $"""
            INSERT INTO stored_files (id, team_id, sha256, bytes, media_type, created_at)
            SELECT {id}, {scope.TeamId}, {blob.Sha256}, {blob.Bytes}, {StoredText.Clean(mediaType, 100)}, {now} FROM pg_advisory_xact_lock_shared(hashtextextended({BlobLock.Key(blob.Sha256)}, 0))
            ON CONFLICT (team_id, sha256) DO UPDATE SET sha256 = excluded.sha256
            RETURNING *
            """).IgnoreQueryFilters().AsNoTracking().ToListAsync(cancellationToken);
        store.RequireKept(blob.Sha256);
        return rows[0];
    }

    /// <summary>Null: no such file in this team.</summary>
    public async Task<StoredFile?> FindAsync(TeamScope scope, Guid fileId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return await db.StoredFiles.AsNoTracking().SingleOrDefaultAsync(f => f.Id == fileId, cancellationToken);
    }
}
