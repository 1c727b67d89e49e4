using System.Runtime.InteropServices;
using Microsoft.Extensions.DependencyInjection;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Faces;
using ThermalPortal.Data.Datasets.Quality;
using ThermalPortal.Data.Datasets.Views;
using ThermalPortal.Data.Files;
using ThermalPortal.Data.JobContracts;
using ThermalPortal.Inference.Faces;
using ThermalPortal.Jobs.Decoding;
using ThermalPortal.Jobs.Engine;
using ThermalPortal.Jobs.Worker;

namespace ThermalPortal.Jobs.Datasets;

/// <summary>Makes thumbnails and viewer frames of a dataset's new pictures, measures their quality and finds those that show the same scene. Each is written once, so the job may be repeated, or run twice, at any point.</summary>
internal sealed class ViewsJob(
    ViewWork views, SameSceneWork scenes, FileQueries files, BlobFiles blobs, ScratchFolder scratch, [FromKeyedServices(JobQueues.Views)] DecoderSupervisor decoder, EngineQueue engine) : IViewsJob
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);
    private const int Page = 100;

    public async Task RunAsync(Guid datasetId, CancellationToken cancellationToken)
    {
        // Restart point: pictures that have been made, or cannot be, are not pending any more.
        if (await views.ScopeOfAsync(datasetId, cancellationToken) is not { } scope) return;
        while (await views.PendingAsync(scope, datasetId, Page, cancellationToken) is { Count: > 0 } pending)
            foreach (var picture in pending)
            {
                await engine.WaitUntilIdleAsync(_patience, cancellationToken); // somebody waits for a face: these can wait a little
                await MakeAsync(scope, picture, cancellationToken);
            }
        await scenes.CompareAsync(scope, datasetId, cancellationToken);
    }

    private async Task MakeAsync(TeamScope scope, PendingView picture, CancellationToken cancellationToken)
    {
        using var folder = scratch.Create();
        var made = await ReadAsync(picture, folder, cancellationToken);
        await views.SaveAsync(scope, picture.CaptureId, await StoreAsync(scope, made.ThumbnailFile, "image/webp", cancellationToken),
            await StoreAsync(scope, made.FrameFile, "image/png", cancellationToken),
            made.Measure is { } m ? new CaptureMeasure(m.Sharpness, m.Clipped, m.Faces.Count, unchecked((long)m.Hash), [.. m.Faces.Select(f => Found(f, made.FaceScale))]) { Width = made.Width, Height = made.Height, Camera = made.Camera, Reading = made.Reading, Embedding = m.Embedding is null ? null : [.. MemoryMarshal.AsBytes<sbyte>(m.Embedding)] } : null, cancellationToken);
    }

    private static FoundFace Found(Face face, float scale) => new()
    {
        X = face.Box.X * scale, Y = face.Box.Y * scale, Width = face.Box.Width * scale, Height = face.Box.Height * scale, Score = face.Score,
        Points = [.. face.Points.Select(p => new FacePoint(p.X * scale, p.Y * scale))],
    };

    /// <summary>Nothing when the file is gone or cannot be read: it had its verdict, and nobody needs another here.</summary>
    private async Task<ViewReply> ReadAsync(PendingView picture, TemporaryFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            var path = await blobs.LocalAsync(picture.Sha256, folder, cancellationToken);
            return await decoder.ViewAsync(
                new ViewRequest(path, folder.Path, AsIs: picture.Modality == Modality.Visible || picture.Badge == RadiometryBadge.Relative8, Thermal: picture.Modality != Modality.Visible), cancellationToken);
        }
        catch (Exception e) when (e is DecoderLostException or FileNotFoundException)
        {
            return new ViewReply(null, null, null, 0, 0);
        }
    }

    private async Task<Guid?> StoreAsync(TeamScope scope, string? file, string mediaType, CancellationToken cancellationToken)
    {
        if (file is null) return null;
        await using var content = File.OpenRead(file);
        return (await files.AddAsync(scope, content, mediaType, cancellationToken)).Id;
    }
}
