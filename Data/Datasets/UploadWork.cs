using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Data.Datasets;

/// <summary>The worker's side of an upload: read what has no verdict, write one, finish. Safe to repeat after any crash.</summary>
public sealed class UploadWork(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    /// <summary>Whose upload this is, to act in its scope; null: no such upload.</summary>
    public async Task<TeamScope?> ScopeOfAsync(Guid uploadId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Uploads.IgnoreQueryFilters([PortalDbContext.TeamFilter])
            .Where(u => u.Id == uploadId)
            .Select(u => (TeamScope?)new TeamScope(u.TeamId, u.UserId))
            .SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Closed uploads, and those filled from a folder of the server, that are not over: a starting worker enqueues them again.</summary>
    public async Task<IReadOnlyList<Guid>> UnfinishedAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Uploads.IgnoreQueryFilters([PortalDbContext.TeamFilter])
            .Where(u => u.State == UploadState.Checking || (u.State == UploadState.Receiving && u.Root != null))
            .OrderBy(u => u.Id).Select(u => u.Id)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Files without a verdict, with the blob to read, in order of arrival.</summary>
    public async Task<IReadOnlyList<PendingFile>> PendingAsync(TeamScope scope, Guid uploadId, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var rows =
            from item in db.ImageItems
            where item.UploadId == uploadId && item.Verdict == Verdict.Pending
            join file in db.StoredFiles on item.FileId equals file.Id into kept
            from file in kept.DefaultIfEmpty()
            orderby item.CreatedAt, item.Id
            select new PendingFile(item.Id, item.OriginalName, file == null ? null : file.Sha256, file == null ? 0 : file.Bytes);
        return await rows.Take(take).ToListAsync(cancellationToken);
    }

    /// <summary>Writes a verdict once; a second one for the same file changes nothing and answers false.</summary>
    public async Task<bool> SetVerdictAsync(TeamScope scope, Guid itemId, FileVerdict verdict, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return await db.ImageItems.Where(i => i.Id == itemId && i.Verdict == Verdict.Pending).ExecuteUpdateAsync(
            set => set
                .SetProperty(i => i.Verdict, verdict.Verdict)
                .SetProperty(i => i.ReasonCode, verdict.ReasonCode)
                .SetProperty(i => i.Reason, StoredText.Clean(verdict.Reason))
                .SetProperty(i => i.Advice, StoredText.Clean(verdict.Advice))
                .SetProperty(i => i.Modality, verdict.Modality)
                .SetProperty(i => i.Badge, verdict.Badge)
                .SetProperty(i => i.Width, verdict.Width)
                .SetProperty(i => i.Height, verdict.Height),
            cancellationToken) > 0;
    }

    /// <summary>Writes many verdicts at once, each once, and gives the photos found inside the files rows of their own. Answers how many were written.</summary>
    public async Task<int> SetVerdictsAsync(TeamScope scope, Guid uploadId, IReadOnlyList<JudgedFile> files, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        T[] Column<T>(Func<FileVerdict, T> value) => [.. files.Select(f => value(f.Verdict))];
        Guid[] ids = [.. files.Select(f => f.ItemId)];
        var written = (await db.Database.SqlQuery<Guid>(
            $"""
            UPDATE image_items i SET verdict = v.verdict, reason_code = v.code, reason = v.reason, advice = v.advice, modality = v.modality, badge = v.badge, width = v.width, height = v.height
            FROM unnest({ids}, {Column(v => v.Verdict.ToString())}, {Column(v => v.ReasonCode)}, {Column(v => StoredText.Clean(v.Reason))}, {Column(v => StoredText.Clean(v.Advice))},
              {Column(v => v.Modality.ToString())}, {Column(v => v.Badge?.ToString())}, {Column(v => v.Width)}, {Column(v => v.Height)})
              AS v (id, verdict, code, reason, advice, modality, badge, width, height)
            WHERE i.id = v.id AND i.upload_id = {uploadId} AND i.team_id = {scope.TeamId} AND i.verdict = 'Pending' RETURNING i.id
            """).ToListAsync(cancellationToken)).ToHashSet();
        await db.CopyAsync([.. files.Where(f => f.Photo is not null && written.Contains(f.ItemId)).Select(f => RowOf(f.Photo!, uploadId, f.ItemId))], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return written.Count;
    }

    /// <summary>Says how far an archive is, or that none is being unpacked; nothing happens to an upload that is over.</summary>
    public async Task SetUnpackingAsync(TeamScope scope, Guid uploadId, ArchiveProgress? progress, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await db.Uploads.Where(u => u.Id == uploadId && u.State == UploadState.Checking).ExecuteUpdateAsync(set => set.SetProperty(u => u.Unpacking, progress), cancellationToken);
    }

    /// <summary>
    /// Gives an archive its verdict and its entries their rows, in one transaction, once: a second call for the same archive changes nothing
    /// and answers false.
    /// </summary>
    /// <param name="scope">Whose upload.</param>
    /// <param name="uploadId">The upload.</param>
    /// <param name="archiveId">The archive's own row.</param>
    /// <param name="entries">Its files; their bytes are stored.</param>
    /// <param name="verdict">The archive's verdict: expanded, or refused with what was read of it before.</param>
    /// <param name="cancellationToken">Cancelled: nothing is kept.</param>
    public async Task<bool> ExpandAsync(
        TeamScope scope, Guid uploadId, Guid archiveId, IReadOnlyList<ArchiveEntry> entries, FileVerdict verdict, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        int changed = await db.ImageItems.Where(i => i.Id == archiveId && i.UploadId == uploadId && i.Verdict == Verdict.Pending).ExecuteUpdateAsync(
            set => set
                .SetProperty(i => i.Verdict, verdict.Verdict)
                .SetProperty(i => i.ReasonCode, verdict.ReasonCode)
                .SetProperty(i => i.Reason, StoredText.Clean(verdict.Reason))
                .SetProperty(i => i.Advice, StoredText.Clean(verdict.Advice)),
            cancellationToken);
        if (changed == 0) return false;
        await db.Uploads.Where(u => u.Id == uploadId).ExecuteUpdateAsync(set => set.SetProperty(u => u.Unpacking, (ArchiveProgress?)null), cancellationToken);
        var now = time.GetUtcNow();
        await db.CopyAsync([.. entries.Select(e => new ImageItem
        {
            UploadId = uploadId, FileId = e.FileId, OriginalName = StoredText.Clean(e.Name, UploadQueries.NameLength), CreatedAt = now, Verdict = e.Verdict?.Verdict ?? Verdict.Pending,
            ReasonCode = e.Verdict?.ReasonCode, Reason = StoredText.Clean(e.Verdict?.Reason), Advice = StoredText.Clean(e.Verdict?.Advice),
        })], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Finishes a closed upload whose files all have a verdict. False: not yet, or finished before.</summary>
    public async Task<bool> FinishAsync(TeamScope scope, Guid uploadId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var now = time.GetUtcNow();
        return await db.Uploads
            .Where(u => u.Id == uploadId && u.State == UploadState.Checking)
            .Where(u => !db.ImageItems.Any(i => i.UploadId == u.Id && i.Verdict == Verdict.Pending))
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.State, UploadState.Finished).SetProperty(u => u.FinishedAt, now), cancellationToken) > 0;
    }

    private ImageItem RowOf(EmbeddedPhoto photo, Guid uploadId, Guid thermalId) => new()
    {
        UploadId = uploadId, FileId = photo.FileId, EmbeddedIn = thermalId, OriginalName = StoredText.Clean(photo.Name, UploadQueries.NameLength), Modality = Modality.Visible, Verdict = Verdict.Accepted,
        ReasonCode = EmbeddedPhoto.Code, Reason = "This photo was inside the thermal file.", Advice = "", Width = photo.Width, Height = photo.Height, CreatedAt = time.GetUtcNow(),
    };
}
