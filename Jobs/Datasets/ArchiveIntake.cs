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
    [FromKeyedServices(JobQueues.Import)] DecoderSupervisor decoder, UploadWork uploads, FileQueries files, ScratchFolder scratch)
{
    // What an entry is gets known when it is read.
    private const string MediaType = "application/octet-stream";

    /// <summary>Unpacks, stores the files and writes the rows; the archive gets its verdict last.</summary>
    public async Task ExpandAsync(TeamScope scope, Guid uploadId, Guid itemId, string path, CancellationToken cancellationToken)
    {
        using var folder = scratch.Create();
        ExpandReply reply;
        try
        {
            reply = await decoder.ExpandAsync(new ExpandRequest(path, folder.Path), new Silent(), cancellationToken);
        }
        catch (DecoderLostException lost)
        {
            await uploads.SetVerdictAsync(scope, itemId, Rejected(lost.Refusal), cancellationToken);
            return;
        }
        List<ArchiveEntry> entries = [];
        await foreach (string line in File.ReadLinesAsync(reply.ListFile, cancellationToken))
        {
            var entry = JsonSerializer.Deserialize<ExpandedEntry>(line)!;
            entries.Add(entry.File is null
                ? new ArchiveEntry(entry.Name, null, Rejected(entry.Refusal!))
                : new ArchiveEntry(entry.Name, await StoreAsync(scope, entry.File, cancellationToken), null));
        }
        var verdict = reply.Refusal is { } refusal ? Rejected(refusal) : FileVerdict.Expanded();
        await uploads.ExpandAsync(scope, uploadId, itemId, entries, verdict, cancellationToken);
    }

    private async Task<Guid> StoreAsync(TeamScope scope, string file, CancellationToken cancellationToken)
    {
        Guid id;
        await using (var content = File.OpenRead(file)) id = (await files.AddAsync(scope, content, MediaType, cancellationToken)).Id;
        // Unpacked and stored: not twice on the disk.
        File.Delete(file);
        return id;
    }

    private static FileVerdict Rejected(Refusal refusal) => FileVerdict.Rejected(refusal.Code, refusal.Reason, refusal.Advice);

    private sealed class Silent : IProgress<int>
    {
        public void Report(int value)
        {
        }
    }
}
