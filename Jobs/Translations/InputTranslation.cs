using Microsoft.Extensions.DependencyInjection;
using ThermalPortal.Data.Files;
using ThermalPortal.Data.JobContracts;
using ThermalPortal.Data.Translations;
using ThermalPortal.Inference.Weights;
using ThermalPortal.Jobs.Decoding;
using ThermalPortal.Jobs.Engine;
using ThermalPortal.Jobs.Runs;
using ThermalPortal.Jobs.Worker;

namespace ThermalPortal.Jobs.Translations;

/// <summary>One picture: read and aligned by the decoder, translated by the engine, stored.</summary>
internal sealed class InputTranslation(
    [FromKeyedServices(JobQueues.Interactive)] DecoderSupervisor decoder, EngineQueue engine, RunWork work, FileQueries files, LivePreviews previews, BlobFiles blobs, ResultFiles results, ScratchFolder scratch)
{
    private const double Prepared = 0.1, Translated = 0.95;

    /// <summary>Translates and stores one picture; answers why not where it cannot be translated.</summary>
    /// <exception cref="LeaseLostException">Another worker has the run.</exception>
    public async Task<Refusal?> RunAsync(RunPlan plan, ModelOptions model, PlannedInput input, RunLease lease, ProgressMeter meter, CancellationToken cancellationToken)
    {
        if (input.Sha256 is null) return Verdicts.NoBytes;
        var folder = scratch.Create();
        IReadOnlyList<SampleTicket> tickets = [];
        try
        {
            using var coming = engine.Announce(lease.RunId);
            var prepared = await PrepareAsync(plan, model, input, folder, cancellationToken);
            await SavePreviewAsync(prepared, input, lease, cancellationToken);
            if (prepared.Refusal is not null) return prepared.Refusal;
            meter.Set(input.InputId, Prepared);

            await using (var live = new LiveView(previews, lease, input.InputId, folder.File(SampleTicket.LiveFile), cancellationToken))
            {
                var progress = new StepProgress(
                    prepared.Faces.Count * plan.Options.Samples, part => meter.Set(input.InputId, Prepared + part * (Translated - Prepared)), live.Written);
                tickets = SampleTicket.ForAll(plan, lease.RunId, input.Ordinal, prepared.Faces, progress, folder, cancellationToken);
                engine.Add([.. tickets.Select(t => t.Ticket)]);
                coming.Dispose();
                await Task.WhenAll(tickets.Select(t => t.Ticket.Outcome)).WaitAsync(cancellationToken);
            }
            meter.Set(input.InputId, Translated);

            var outcome = await results.StoreAsync(plan, prepared.Faces, tickets, lease.Scope, cancellationToken);
            return await work.SaveAsync(lease, input.InputId, outcome, cancellationToken) ? null : throw new LeaseLostException();
        }
        finally
        {
            // A cancelled picture may still be in a batch with pictures of other runs: its files go when the engine is done.
            _ = Task.WhenAll(tickets.Select(t => t.Ticket.Outcome))
                .ContinueWith(done => folder.DisposeAfter(done), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private async Task<PrepareReply> PrepareAsync(RunPlan plan, ModelOptions model, PlannedInput input, TemporaryFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            string file = await blobs.LocalAsync(input.Sha256!, folder, cancellationToken);
            return await decoder.PrepareAsync(Request(plan, model, input, file, folder), cancellationToken);
        }
        catch (DecoderLostException lost)
        {
            return new PrepareReply { Refusal = lost.Refusal };
        }
    }

    private static PrepareRequest Request(RunPlan plan, ModelOptions model, PlannedInput input, string file, TemporaryFolder folder)
    {
        var drawn = input.Crop ?? (plan.Options.Crop == CropMode.Manual ? plan.Options.Rectangle : null);
        return new PrepareRequest(file, folder.Path, model.ImageSize, model.Normalization, plan.Options.Crop,
            drawn is null ? null : new CropSquare(drawn.X, drawn.Y, drawn.Width, drawn.Height, drawn.AngleDegrees));
    }

    private async Task SavePreviewAsync(PrepareReply prepared, PlannedInput input, RunLease lease, CancellationToken cancellationToken)
    {
        if (prepared.PreviewFile is null) return;
        await using var preview = File.OpenRead(prepared.PreviewFile);
        var stored = await files.AddAsync(lease.Scope, preview, ResultFiles.MediaType, cancellationToken);
        if (!await work.SavePreviewAsync(lease, input.InputId, stored.Id, cancellationToken)) throw new LeaseLostException();
    }
}
