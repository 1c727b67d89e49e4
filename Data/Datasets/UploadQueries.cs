using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.ServerFolders;
using ThermalPortal.Data.Files;

namespace ThermalPortal.Data.Datasets;

/// <summary>
/// Uploads: started, filled file by file, closed, then read by the worker (<see cref="UploadWork"/>). Every file that arrived has a
/// row, so every file gets a verdict.
/// </summary>
public sealed class UploadQueries(IDbContextFactory<PortalDbContext> contexts, IFileStore store, TimeProvider time)
{
    internal const int NameLength = 1024;

    public Task<Guid> StartAsync(TeamScope scope, CancellationToken cancellationToken) => StartAsync(scope, null, cancellationToken);

    /// <summary>The same; with a <paramref name="source"/> the worker fills and closes it. Whether the folder is allowed, the worker asks again.</summary>
    public async Task<Guid> StartAsync(TeamScope scope, FolderSource? source, CancellationToken cancellationToken)
    {
        var upload = new Upload { UserId = scope.UserId, CreatedAt = time.GetUtcNow(), Root = source?.Root, Folder = source?.Folder };
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        db.Uploads.Add(upload);
        await db.SaveChangesAsync(cancellationToken);
        return upload.Id;
    }

    /// <summary>Stores one file's bytes and its row, verdict pending. The same name with the same bytes again is the same row. Null: no such open upload.</summary>
    /// <param name="scope">Whose upload.</param>
    /// <param name="uploadId">The upload.</param>
    /// <param name="name">File name or relative path as the sender gave it; display only.</param>
    /// <param name="mediaType">As the sender gave it.</param>
    /// <param name="content">Read to its end.</param>
    /// <param name="cancellationToken">Cancelled: nothing is kept.</param>
    public Task<ImageItem?> AddFileAsync(TeamScope scope, Guid uploadId, string name, string mediaType, Stream content, CancellationToken cancellationToken) =>
        AddAsync(scope, uploadId, name, mediaType, () => store.PutAsync(content, cancellationToken), cancellationToken);

    /// <summary>The same with a file of this machine, whose SHA-256 is known and which is moved instead of read.</summary>
    public Task<ImageItem?> AddFileAsync(TeamScope scope, Guid uploadId, string name, string mediaType, string file, string sha256, CancellationToken cancellationToken) =>
        AddAsync(scope, uploadId, name, mediaType, () => store.TakeAsync(file, sha256, cancellationToken), cancellationToken);

    /// <summary>Records a file that was refused before its bytes were kept (too large, a path out of its archive). Null: no such open upload.</summary>
    public async Task<ImageItem?> AddRefusedAsync(TeamScope scope, Guid uploadId, string name, FileVerdict verdict, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        if (!await db.Uploads.AnyAsync(u => u.Id == uploadId && (u.State == UploadState.Receiving || u.State == UploadState.Checking), cancellationToken)) return null;
        var item = new ImageItem
        {
            UploadId = uploadId, OriginalName = StoredText.Clean(name, NameLength), CreatedAt = time.GetUtcNow(),
            Verdict = verdict.Verdict, ReasonCode = verdict.ReasonCode, Reason = StoredText.Clean(verdict.Reason), Advice = StoredText.Clean(verdict.Advice),
        };
        return await AddAsync(db, item, cancellationToken);
    }

    /// <summary>All bytes have arrived: the worker may read them. False: no such upload, or closed already.</summary>
    public async Task<bool> CloseAsync(TeamScope scope, Guid uploadId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return await db.Uploads.Where(u => u.Id == uploadId && u.State == UploadState.Receiving)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.State, UploadState.Checking), cancellationToken) > 0;
    }

    /// <summary>Stops an upload: the worker leaves what it has not read. False: no such upload, or over already.</summary>
    public async Task<bool> CancelAsync(TeamScope scope, Guid uploadId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var now = time.GetUtcNow();
        return await db.Uploads.Where(u => u.Id == uploadId && (u.State == UploadState.Receiving || u.State == UploadState.Checking))
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.State, UploadState.Cancelled).SetProperty(u => u.FinishedAt, now), cancellationToken) > 0;
    }

    /// <summary>State and counts; null: no such upload in this team.</summary>
    public async Task<UploadSummary?> FindAsync(TeamScope scope, Guid uploadId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return await Summaries(db, db.Uploads.Where(u => u.Id == uploadId)).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Uploads of which something came into a dataset, newest first.</summary>
    public async Task<IReadOnlyList<UploadSummary>> OfDatasetAsync(TeamScope scope, Guid datasetId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var uploads = await db.Captures.Where(c => c.DatasetId == datasetId).Select(c => c.Item!.UploadId).Distinct().ToListAsync(cancellationToken);
        return await Summaries(db, db.Uploads.Where(u => uploads.Contains(u.Id)).OrderByDescending(u => u.CreatedAt).ThenByDescending(u => u.Id)).ToListAsync(cancellationToken);
    }

    private static IQueryable<UploadSummary> Summaries(PortalDbContext db, IQueryable<Upload> uploads) =>
        uploads.Select(u => new UploadSummary(
                u.Id, u.State, u.CreatedAt, u.FinishedAt,
                db.ImageItems.Count(i => i.UploadId == u.Id && i.Verdict == Verdict.Pending),
                db.ImageItems.Count(i => i.UploadId == u.Id && i.Verdict == Verdict.Accepted),
                db.ImageItems.Count(i => i.UploadId == u.Id && i.Verdict == Verdict.Rejected),
                db.ImageItems.Count(i => i.UploadId == u.Id && i.Verdict == Verdict.Accepted && i.Modality == Modality.Visible))
            {
                Repaired = db.ImageItems.Count(i => i.UploadId == u.Id && i.Verdict == Verdict.Accepted && i.Modality == Modality.Thermal && i.Reason != null),
                Source = u.Root == null ? null : new FolderSource(u.Root, u.Folder!), Expected = u.Expected, Unpacking = u.Unpacking, Problem = u.Problem,
            });

    /// <summary>Files of an upload in order of arrival, with their verdicts; <paramref name="verdict"/> null: all.</summary>
    public async Task<Page<ImageItem>> ItemsAsync(
        TeamScope scope, Guid uploadId, Verdict? verdict, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var rows = db.ImageItems.AsNoTracking().Where(i => i.UploadId == uploadId && (verdict == null || i.Verdict == verdict));
        var total = await rows.CountAsync(cancellationToken);
        return new Page<ImageItem>(await page.Of(rows.OrderBy(i => i.CreatedAt).ThenBy(i => i.Id)).ToListAsync(cancellationToken), total);
    }

    /// <summary>What people should hear of an upload: refused files, then repaired ones.</summary>
    public async Task<Page<ImageItem>> RemarksAsync(TeamScope scope, Guid uploadId, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var rows = db.ImageItems.AsNoTracking().Where(i => i.UploadId == uploadId && (i.Verdict == Verdict.Rejected || (i.Verdict == Verdict.Accepted && i.Modality == Modality.Thermal && i.Reason != null)));
        return new Page<ImageItem>(await rows.OrderByDescending(i => i.Verdict == Verdict.Rejected).ThenBy(i => i.OriginalName).ThenBy(i => i.Id).Take(take).ToListAsync(cancellationToken), await rows.CountAsync(cancellationToken));
    }

    /// <summary>Files of an upload with verdicts, hashes and sizes, in order of their ids; <paramref name="after"/> null: from the first.</summary>
    public async Task<IReadOnlyList<ReportedFile>> ReportAsync(TeamScope scope, Guid uploadId, Guid? after, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var rows = db.ImageItems.AsNoTracking().Where(i => i.UploadId == uploadId && (after == null || i.Id > after)).OrderBy(i => i.Id).Take(take);
        return await rows.Select(i => new { Item = i, File = db.StoredFiles.Where(f => f.Id == i.FileId).Select(f => new { f.Bytes, f.Sha256 }).FirstOrDefault() })
            .Select(r => new ReportedFile(r.Item, r.File == null ? null : r.File.Bytes, r.File == null ? null : r.File.Sha256)).ToListAsync(cancellationToken);
    }

    private async Task<ImageItem?> AddAsync(
        TeamScope scope, Guid uploadId, string name, string mediaType, Func<Task<StoredBlob>> keepAsync, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        if (!await db.Uploads.AnyAsync(u => u.Id == uploadId && (u.State == UploadState.Receiving || u.State == UploadState.Checking), cancellationToken)) return null;
        var blob = await keepAsync();
        var (fileId, itemId, now, shown) = (Guid.CreateVersion7(), Guid.CreateVersion7(), time.GetUtcNow(), StoredText.Clean(name, NameLength));
        // Both rows in one statement: a thousand small files are a thousand round trips and commits less. A sender that missed our answer sends again:
        // what is there already is answered, not added.
        var rows = await db.ImageItems.FromSql(
            $"""
            WITH file AS (
              INSERT INTO stored_files (id, team_id, sha256, bytes, media_type, created_at)
              SELECT {fileId}, {scope.TeamId}, {blob.Sha256}, {blob.Bytes}, {StoredText.Clean(mediaType, 100)}, {now} FROM pg_advisory_xact_lock_shared(hashtextextended({BlobLock.Key(blob.Sha256)}, 0))
              ON CONFLICT (team_id, sha256) DO UPDATE SET sha256 = excluded.sha256 RETURNING id),
            present AS (
              SELECT i.* FROM image_items i JOIN file ON i.file_id = file.id WHERE i.upload_id = {uploadId} AND i.original_name = {shown} LIMIT 1),
            added AS (
              INSERT INTO image_items (id, team_id, upload_id, file_id, original_name, modality, verdict, created_at)
              SELECT {itemId}, {scope.TeamId}, {uploadId}, id, {shown}, 'Unknown', 'Pending', {now} FROM file WHERE NOT EXISTS (SELECT FROM present)
              RETURNING *)
            SELECT * FROM present UNION ALL SELECT * FROM added
            """).IgnoreQueryFilters().AsNoTracking().ToListAsync(cancellationToken);
        store.RequireKept(blob.Sha256);
        return rows[0];
    }

    private static async Task<ImageItem> AddAsync(PortalDbContext db, ImageItem item, CancellationToken cancellationToken)
    {
        db.ImageItems.Add(item);
        await db.SaveChangesAsync(cancellationToken);
        return item;
    }
}
