using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Data.Datasets.ServerFolders;

/// <summary>The worker's side of an upload that is filled from a folder of the server. Safe to repeat after any crash.</summary>
public sealed class FolderWork(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    /// <summary>The folder to be taken; null: the upload's files are sent, or all of the folder is here.</summary>
    public async Task<FolderSource?> SourceAsync(TeamScope scope, Guid uploadId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return await db.Uploads.Where(u => u.Id == uploadId && u.State == UploadState.Receiving && u.Root != null)
            .Select(u => new FolderSource(u.Root!, u.Folder!)).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Names that have a row already: after a restart they are not copied again.</summary>
    public async Task<IReadOnlySet<string>> NamesAsync(TeamScope scope, Guid uploadId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return (await db.ImageItems.Where(i => i.UploadId == uploadId).Select(i => i.OriginalName).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Says how many files the folder holds.</summary>
    public async Task ExpectAsync(TeamScope scope, Guid uploadId, int files, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await db.Uploads.Where(u => u.Id == uploadId).ExecuteUpdateAsync(set => set.SetProperty(u => u.Expected, files), cancellationToken);
    }

    /// <summary>Ends an upload that cannot go on. False: it was over already.</summary>
    /// <param name="scope">Whose upload.</param>
    /// <param name="uploadId">The upload.</param>
    /// <param name="problem">What is wrong and what to do, for people.</param>
    /// <param name="cancellationToken">Cancelled: nothing is written.</param>
    public async Task<bool> FailAsync(TeamScope scope, Guid uploadId, string problem, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var (now, text) = (time.GetUtcNow(), StoredText.Clean(problem));
        return await db.Uploads.Where(u => u.Id == uploadId && (u.State == UploadState.Receiving || u.State == UploadState.Checking))
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.State, UploadState.Cancelled).SetProperty(u => u.FinishedAt, now).SetProperty(u => u.Problem, text), cancellationToken) > 0;
    }

    /// <summary>Whether somebody stopped it, or it is gone.</summary>
    public async Task<bool> IsStoppedAsync(TeamScope scope, Guid uploadId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return !await db.Uploads.AnyAsync(u => u.Id == uploadId && u.State != UploadState.Cancelled, cancellationToken);
    }
}
