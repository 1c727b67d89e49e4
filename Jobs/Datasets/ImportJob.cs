using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.ServerFolders;
using ThermalPortal.Data.JobContracts;
using ThermalPortal.Jobs.Decoding;
using ThermalPortal.Jobs.Worker;

namespace ThermalPortal.Jobs.Datasets;

/// <summary>Reads every file of one upload and writes its verdict. Each verdict is written once, so the job may be repeated at any point.</summary>
internal sealed class ImportJob(
    UploadWork uploads, UploadLock locks, FolderWork folders, FolderIntake intake, ArchiveIntake archives, PhotoIntake photos, BlobFiles blobs, ScratchFolder scratch,
    [FromKeyedServices(JobQueues.Import)] DecoderSupervisor decoder, TimeProvider time, ILogger<ImportJob> logger) : IImportJob
{
    private const int Page = 1000;

    /// <summary>The decoder reads one file at a time; the others' rows are read and written meanwhile.</summary>
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
            await Parallel.ForEachAsync(pending, options, async (file, token) =>
            {
                if (await JudgeAsync(scope, uploadId, file, token) is { } judged) await verdicts.AddAsync(judged, token);
            });
            await verdicts.FlushAsync(cancellationToken);
        }
        // Restart point 4: all verdicts are there; the next start finishes the upload.
        await uploads.FinishAsync(scope, uploadId, cancellationToken);
        Log.UploadRead(logger, uploadId, verdicts.Accepted, verdicts.Rejected, time.GetElapsedTime(started).TotalSeconds);
    }

    /// <summary>The verdict, or null where the file was an archive and its verdict is written.</summary>
    private async Task<JudgedFile?> JudgeAsync(TeamScope scope, Guid uploadId, PendingFile file, CancellationToken cancellationToken)
    {
        if (file.Sha256 is null) return new JudgedFile(file.ItemId, Rejected(Verdicts.NoBytes));
        using var folder = scratch.Create();
        try
        {
            string path = await blobs.LocalAsync(file.Sha256, folder, cancellationToken);
            var reply = await decoder.InspectAsync(new InspectRequest(path, file.Name, folder.Path), cancellationToken);
            if (!reply.IsArchive) return new JudgedFile(file.ItemId, VerdictOf(reply)) { Photo = reply.Photo is null ? null : await photos.StoreAsync(scope, file.Name, reply.Photo, cancellationToken) };
            await archives.ExpandAsync(scope, uploadId, file.ItemId, path, cancellationToken);
            return null;
        }
        catch (DecoderLostException lost)
        {
            return new JudgedFile(file.ItemId, Rejected(lost.Refusal));
        }
        catch (FileNotFoundException)
        {
            return new JudgedFile(file.ItemId, Rejected(Verdicts.NoBytes));
        }
    }

    private static FileVerdict VerdictOf(InspectReply reply)
    {
        if (reply is { IsVisible: true, Refusal: { } why }) return FileVerdict.Visible(why.Code, why.Reason, why.Advice, reply.Width, reply.Height);
        if (reply.Refusal is { } refusal) return Rejected(refusal);
        var accepted = FileVerdict.Accepted(Modality.Thermal, reply.Badge, reply.Width, reply.Height);
        return reply.PhotoProblem is not { } problem ? accepted
            : accepted with { ReasonCode = EmbeddedPhoto.Code, Reason = problem, Advice = "The thermal picture is good. For the photo, copy the file again from the camera." };
    }

    private static FileVerdict Rejected(Refusal refusal) => FileVerdict.Rejected(refusal.Code, refusal.Reason, refusal.Advice);
}
