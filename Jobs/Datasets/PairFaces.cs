using Microsoft.Extensions.DependencyInjection;
using ThermalPortal.Data.JobContracts;
using ThermalPortal.Data.Translations;
using ThermalPortal.Inference.Weights;
using ThermalPortal.Jobs.Decoding;
using ThermalPortal.Jobs.Worker;

namespace ThermalPortal.Jobs.Datasets;

/// <summary>The face of a dataset's thermal picture as a model takes it, by the way every picture takes that is translated.</summary>
internal sealed class PairFaces(BlobFiles blobs, ScratchFolder scratch, [FromKeyedServices(JobQueues.Views)] DecoderSupervisor decoder)
{
    private int _number;

    /// <summary>Where faces lie until they were looked at.</summary>
    public TemporaryFolder NewFolder() => scratch.Create();

    /// <summary>File of the aligned face: side x side float32 in [-1,1]; null: there is none, or the picture cannot be read.</summary>
    public async Task<string?> PrepareAsync(string? sha256, ModelOptions model, TemporaryFolder folder, CancellationToken cancellationToken)
    {
        if (sha256 is null) return null;
        try
        {
            string file = await blobs.LocalAsync(sha256, folder, cancellationToken);
            string own = Directory.CreateDirectory(folder.File($"face-{Interlocked.Increment(ref _number)}")).FullName;
            var prepared = await decoder.PrepareAsync(new PrepareRequest(file, own, model.ImageSize, model.Normalization, CropMode.Face, null), cancellationToken);
            return prepared.Faces is [var best, ..] ? best.ThermalFile : null;
        }
        catch (Exception e) when (e is DecoderLostException or FileNotFoundException)
        {
            return null;
        }
    }
}
