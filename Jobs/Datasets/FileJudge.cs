using Microsoft.Extensions.DependencyInjection;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Export;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.JobContracts;
using ThermalPortal.Jobs.Decoding;
using ThermalPortal.Jobs.Worker;

namespace ThermalPortal.Jobs.Datasets;

/// <summary>Has files read and turns what was found into verdicts; an archive becomes rows of its own.</summary>
internal sealed class FileJudge(ArchiveIntake archives, PhotoIntake photos, BlobFiles blobs, ScratchFolder scratch, [FromKeyedServices(JobQueues.Import)] DecoderSupervisor decoder)
{
    /// <summary>Files that go to the decoder in one call where they are small: the way there and back would take longer than reading them.</summary>
    public const int Together = 16;

    private const long SmallBytes = 256 << 10;

    /// <summary>The verdicts; none for an archive, whose verdict is written when its files are there.</summary>
    public async Task<IReadOnlyList<JudgedFile>> JudgeAsync(TeamScope scope, Guid uploadId, IReadOnlyList<PendingFile> files, CancellationToken cancellationToken)
    {
        using var folder = scratch.Create();
        List<JudgedFile> judged = [.. files.Where(f => f.Sha256 is null).Select(f => new JudgedFile(f.ItemId, Rejected(Verdicts.NoBytes)))];
        var small = files.Where(f => f.Sha256 is not null && f.Bytes <= SmallBytes).ToList();
        var known = await ReadTogetherAsync(small, folder, cancellationToken);
        foreach (var file in files.Where(f => f.Sha256 is not null))
            if (await JudgeAsync(scope, uploadId, file, known.GetValueOrDefault(file.ItemId), folder, cancellationToken) is { } verdict) judged.Add(verdict);
        return judged;
    }

    /// <summary>What the decoder says about all of them; nothing where one of them brought it down: then each is read by itself.</summary>
    private async Task<Dictionary<Guid, InspectReply>> ReadTogetherAsync(List<PendingFile> files, TemporaryFolder folder, CancellationToken cancellationToken)
    {
        if (files.Count < 2) return [];
        try
        {
            List<InspectRequest> requests = [];
            foreach (var file in files) requests.Add(await RequestAsync(file, folder, cancellationToken));
            var replies = await decoder.InspectManyAsync(requests, cancellationToken);
            return files.Zip(replies).ToDictionary(f => f.First.ItemId, f => f.Second);
        }
        catch (Exception e) when (e is DecoderLostException or FileNotFoundException)
        {
            return [];
        }
    }

    private async Task<JudgedFile?> JudgeAsync(TeamScope scope, Guid uploadId, PendingFile file, InspectReply? known, TemporaryFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            var reply = known ?? await decoder.InspectAsync(await RequestAsync(file, folder, cancellationToken), cancellationToken);
            if (!reply.IsArchive) return new JudgedFile(file.ItemId, VerdictOf(reply, file.Name)) { Photo = reply.Photo is null ? null : await photos.StoreAsync(scope, file.Name, reply.Photo, cancellationToken) };
            await archives.ExpandAsync(scope, uploadId, file.ItemId, await blobs.LocalAsync(file.Sha256!, folder, cancellationToken), cancellationToken);
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

    private async Task<InspectRequest> RequestAsync(PendingFile file, TemporaryFolder folder, CancellationToken cancellationToken) =>
        new(await blobs.LocalAsync(file.Sha256!, folder, cancellationToken), file.Name, folder.File($"{file.ItemId:N}.photo"));

    private static FileVerdict VerdictOf(InspectReply reply, string name)
    {
        if (reply is { IsVisible: true, Refusal: { } why }) return FileVerdict.Visible(why.Code, why.Reason, why.Advice, reply.Width, reply.Height);
        if (reply.Refusal is { } refusal) return ManifestReader.IsManifest(name) || VersionArchive.IsDescription(name) ? FileVerdict.Manifest() : Rejected(refusal);
        var accepted = FileVerdict.Accepted(Modality.Thermal, reply.Badge, reply.Width, reply.Height);
        return reply.Repairs is not [var first, ..] ? accepted
            : accepted with { ReasonCode = first.Code, Reason = string.Join(" ", reply.Repairs.Select(r => r.Text)), Advice = "The thermal picture is used so. If that is not good enough, take the file again as the camera wrote it." };
    }

    private static FileVerdict Rejected(Refusal refusal) => FileVerdict.Rejected(refusal.Code, refusal.Reason, refusal.Advice);
}
