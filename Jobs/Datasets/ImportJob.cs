using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.JobContracts;
using ThermalPortal.Jobs.Decoding;
using ThermalPortal.Jobs.Worker;

namespace ThermalPortal.Jobs.Datasets;

/// <summary>Reads every file of one upload and writes its verdict. Each verdict is written once, so the job may be repeated at any point.</summary>
internal sealed class ImportJob(
    UploadWork uploads, UploadLock locks, ArchiveIntake archives, BlobFiles blobs, ScratchFolder scratch,
    [FromKeyedServices(JobQueues.Import)] DecoderSupervisor decoder, TimeProvider time, ILogger<ImportJob> logger) : IImportJob
{
    private const int Page = 200;

    /// <summary>The decoder reads one file at a time; the others' rows are read and written meanwhile.</summary>
    private const int AtOnce = 4;

    public async Task RunAsync(Guid uploadId, CancellationToken cancellationToken)
    {
        // Restart point 1: gone, finished, or read by another worker just now: nothing to do.
        if (await uploads.ScopeOfAsync(uploadId, cancellationToken) is not { } scope) return;
        await using var held = await locks.TryTakeAsync(uploadId, cancellationToken);
        if (held is null) return;
        long started = time.GetTimestamp();
        int accepted = 0, rejected = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        // Restart point 2: files with a verdict are not pending any more; entries of an archive become pending in one transaction.
        while (await uploads.PendingAsync(scope, uploadId, Page, cancellationToken) is { Count: > 0 } pending)
        {
            await Parallel.ForEachAsync(pending, options, async (file, token) =>
            {
                var verdict = await JudgeAsync(scope, uploadId, file, token);
                if (verdict is null) return;
                await uploads.SetVerdictAsync(scope, file.ItemId, verdict, token);
                if (verdict.Verdict == Verdict.Accepted) Interlocked.Increment(ref accepted);
                else Interlocked.Increment(ref rejected);
            });
        }
        // Restart point 3: all verdicts are there; the next start finishes the upload.
        await uploads.FinishAsync(scope, uploadId, cancellationToken);
        Log.UploadRead(logger, uploadId, accepted, rejected, time.GetElapsedTime(started).TotalSeconds);
    }

    /// <summary>The verdict, or null where the file was an archive and its verdict is written.</summary>
    private async Task<FileVerdict?> JudgeAsync(TeamScope scope, Guid uploadId, PendingFile file, CancellationToken cancellationToken)
    {
        if (file.Sha256 is null) return Rejected(Verdicts.NoBytes);
        using var folder = scratch.Create();
        try
        {
            string path = await blobs.LocalAsync(file.Sha256, folder, cancellationToken);
            var reply = await decoder.InspectAsync(new InspectRequest(path, file.Name), cancellationToken);
            if (reply.IsArchive)
            {
                await archives.ExpandAsync(scope, uploadId, file.ItemId, path, cancellationToken);
                return null;
            }
            if (reply is { IsVisible: true, Refusal: { } why }) return FileVerdict.Visible(why.Code, why.Reason, why.Advice, reply.Width, reply.Height);
            return reply.Refusal is { } refusal
                ? Rejected(refusal)
                : FileVerdict.Accepted(Modality.Thermal, reply.Badge, reply.Width, reply.Height);
        }
        catch (DecoderLostException lost)
        {
            return Rejected(lost.Refusal);
        }
        catch (FileNotFoundException)
        {
            return Rejected(Verdicts.NoBytes);
        }
    }

    private static FileVerdict Rejected(Refusal refusal) => FileVerdict.Rejected(refusal.Code, refusal.Reason, refusal.Advice);
}
