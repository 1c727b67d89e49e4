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

    /// <summary>The team's rows for many stored blobs at once, by their SHA-256; what is named already stays.</summary>
    public async Task<IReadOnlyDictionary<string, Guid>> AddManyAsync(TeamScope scope, IReadOnlyList<StoredBlob> blobs, string mediaType, CancellationToken cancellationToken)
    {
        var (rows, now, type) = (new Dictionary<string, Guid>(), time.GetUtcNow(), StoredText.Clean(mediaType, 100));
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        // In one order everywhere: two that name the same bytes wait for each other and not in a ring.
        foreach (var batch in blobs.DistinctBy(b => b.Sha256).OrderBy(b => b.Sha256, StringComparer.Ordinal).Chunk(BlobLock.MostAtOnce))
        {
            Guid[] ids = [.. batch.Select(_ => Guid.CreateVersion7())];
            string[] hashes = [.. batch.Select(b => b.Sha256)], keys = [.. batch.Select(b => BlobLock.Key(b.Sha256))];
            long[] sizes = [.. batch.Select(b => b.Bytes)];
            var added = await db.StoredFiles.FromSql(
                $"""
                INSERT INTO stored_files (id, team_id, sha256, bytes, media_type, created_at)
                SELECT b.id, {scope.TeamId}, b.sha256, b.bytes, {type}, {now} FROM unnest({ids}, {hashes}, {sizes}, {keys}) AS b (id, sha256, bytes, key), pg_advisory_xact_lock_shared(hashtextextended(b.key, 0))
                ON CONFLICT (team_id, sha256) DO UPDATE SET sha256 = excluded.sha256
                RETURNING *
                """).IgnoreQueryFilters().AsNoTracking().ToListAsync(cancellationToken);
            foreach (var file in added) rows[file.Sha256] = file.Id;
            foreach (var hash in hashes) store.RequireKept(hash);
        }
        return rows;
    }

    /// <summary>Null: no such file in this team.</summary>
    public async Task<StoredFile?> FindAsync(TeamScope scope, Guid fileId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return await db.StoredFiles.AsNoTracking().SingleOrDefaultAsync(f => f.Id == fileId, cancellationToken);
    }
}
