using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Files;
using ThermalPortal.Data.JobContracts;
using ThermalPortal.Jobs.Decoding;
using ThermalPortal.Jobs.Worker;

namespace ThermalPortal.Jobs.Datasets;

/// <summary>Turns an archive into files of its upload.</summary>
internal sealed class ArchiveIntake(
    [FromKeyedServices(JobQueues.Import)] DecoderSupervisor decoder, UploadWork uploads, FileQueries files, IFileStore store, ScratchFolder scratch, TimeProvider time)
{
    // What an entry is gets known when it is read.
    private const string MediaType = "application/octet-stream";
    private const int Batch = 200, AtOnce = 16;

    /// <summary>Unpacks, stores the files and writes the rows; the archive gets its verdict last.</summary>
    public async Task ExpandAsync(TeamScope scope, Guid uploadId, Guid itemId, string path, CancellationToken cancellationToken)
    {
        using var folder = scratch.Create();
        await using var watch = new ArchiveWatch(uploads, scope, uploadId, time);
        ExpandReply reply;
        try
        {
            reply = await decoder.ExpandAsync(new ExpandRequest(path, folder.Path, store.FreeBytes - DiskSpace.Reserve), watch, cancellationToken);
        }
        catch (DecoderLostException lost)
        {
            await watch.DisposeAsync();
            await uploads.SetVerdictAsync(scope, itemId, Rejected(lost.Refusal), cancellationToken);
            await uploads.SetUnpackingAsync(scope, uploadId, null, cancellationToken);
            return;
        }
        var (archiveBytes, entries) = (new FileInfo(path).Length, new List<ArchiveEntry>());
        foreach (var batch in File.ReadLines(reply.ListFile).Chunk(Batch))
        {
            entries.AddRange(await StoreAsync(scope, [.. batch.Select(line => JsonSerializer.Deserialize<ExpandedEntry>(line)!)], cancellationToken));
            watch.Report(new ArchiveProgress(reply.Count, reply.Count, archiveBytes, archiveBytes, entries.Count));
        }
        await watch.DisposeAsync(); // nothing is said after the verdict
        var verdict = reply.Refusal is { } refusal ? Rejected(refusal) : FileVerdict.Expanded();
        await uploads.ExpandAsync(scope, uploadId, itemId, entries, verdict, cancellationToken);
    }

    /// <summary>Moves the files into the store, several at once (the disk writes them down together), and names them by one statement.</summary>
    private async Task<IEnumerable<ArchiveEntry>> StoreAsync(TeamScope scope, ExpandedEntry[] batch, CancellationToken cancellationToken)
    {
        var kept = new StoredBlob[batch.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, batch.Length).Where(i => batch[i].File is not null), options, async (i, token) => kept[i] = await TakeAsync(batch[i].File!, token));
        var rows = await files.AddManyAsync(scope, [.. kept.Where(k => k.Sha256 is not null)], MediaType, cancellationToken);
        return batch.Select((entry, i) => entry.File is null ? new ArchiveEntry(entry.Name, null, Rejected(entry.Refusal!)) : new ArchiveEntry(entry.Name, rows[kept[i].Sha256], null));
    }

    /// <summary>The decoder's word is not taken for what the bytes are: they are hashed here.</summary>
    private async Task<StoredBlob> TakeAsync(string file, CancellationToken cancellationToken)
    {
        string sha256;
        await using (var content = File.OpenRead(file)) sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
        return await store.TakeAsync(file, sha256, cancellationToken);
    }

    private static FileVerdict Rejected(Refusal refusal) => FileVerdict.Rejected(refusal.Code, refusal.Reason, refusal.Advice);
}
