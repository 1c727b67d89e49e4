using Microsoft.Extensions.Logging;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.ServerFolders;
using ThermalPortal.Data.JobContracts;

namespace ThermalPortal.Jobs.Datasets;

/// <summary>Reads every file of one upload and writes its verdict. Each verdict is written once, so the job may be repeated at any point.</summary>
internal sealed class ImportJob(
    UploadWork uploads, UploadLock locks, FolderWork folders, FolderIntake intake, FileJudge judge, TimeProvider time, ILogger<ImportJob> logger) : IImportJob
{
    private const int Page = 4000;

    /// <summary>The decoder answers one call at a time; what belongs to the others is fetched and written meanwhile.</summary>
    private const int AtOnce = 4;

    public async Task RunAsync(Guid uploadId, CancellationToken cancellationToken)
    {
        // Restart point 1: gone, over, or read by another worker just now: nothing to do.
        if (await uploads.ScopeOfAsync(uploadId, cancellationToken) is not { } scope) return;
        await using var held = await locks.TryTakeAsync(uploadId, cancellationToken);
        if (held is null || await folders.IsStoppedAsync(scope, uploadId, cancellationToken)) return;
        await using var watch = new UploadWatch(folders, scope, uploadId, time, cancellationToken);
        try
        {
            // Restart point 2: of a folder of the server what has a row is not copied again; when all is here the upload is closed.
            if (await folders.SourceAsync(scope, uploadId, watch.Token) is { } source) await intake.TakeAsync(scope, uploadId, source, watch.Token);
            await ReadAsync(scope, uploadId, watch.Token);
        }
        catch (OperationCanceledException) when (watch.Stopped)
        {
            Log.UploadStopped(logger, uploadId);
        }
    }

    private async Task ReadAsync(TeamScope scope, Guid uploadId, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        using var verdicts = new VerdictWriter(uploads, scope, uploadId, time);
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        // Restart point 3: files with a verdict are not pending any more; entries of an archive become pending in one transaction.
        while (await uploads.PendingAsync(scope, uploadId, Page, cancellationToken) is { Count: > 0 } pending)
        {
            await Parallel.ForEachAsync(pending.Chunk(FileJudge.Together), options, async (files, token) => await verdicts.AddAsync(await judge.JudgeAsync(scope, uploadId, files, token), token));
            await verdicts.FlushAsync(cancellationToken);
        }
        // Restart point 4: all verdicts are there; the next start finishes the upload.
        await uploads.FinishAsync(scope, uploadId, cancellationToken);
        Log.UploadRead(logger, uploadId, verdicts.Accepted, verdicts.Rejected, time.GetElapsedTime(started).TotalSeconds);
    }
}
