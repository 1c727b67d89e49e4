using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ThermalPortal.Jobs.Engine;

/// <summary>
/// Feeds the engine: gathers waiting pictures of all runs into batches with equal settings. A batch of several runs that
/// brings the engine down is tried again run by run, so that only the run at fault hears of it.
/// </summary>
internal sealed class EngineQueue(EngineSupervisor supervisor, EngineOptions options, TimeProvider time, ILogger<EngineQueue> logger) : BackgroundService
{
    private static readonly TimeSpan _breath = TimeSpan.FromSeconds(0.5), _look = TimeSpan.FromMilliseconds(50);
    private readonly WaitingLine _waiting = new(time);
    private volatile bool _working;
    private long _worked;

    /// <summary>Announces a picture that is being prepared, so that its run's batch waits a little for it; dispose when its tickets are added, or will never be.</summary>
    public IDisposable Announce(Guid runId) => _waiting.Announce(runId);

    /// <summary>Puts pictures of one run in line; each ticket's outcome arrives by itself.</summary>
    public void Add(IReadOnlyList<EngineTicket> tickets) => _waiting.Add(tickets);

    /// <summary>For work that is in no hurry: waits until nobody has waited for a picture for half a second, but no longer than <paramref name="atMost"/>.</summary>
    public async Task WaitUntilIdleAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        for (long since = time.GetTimestamp(); time.GetElapsedTime(since) < atMost;)
        {
            bool busy = _working || !_waiting.IsEmpty;
            if (busy) Volatile.Write(ref _worked, time.GetTimestamp());
            else if (time.GetElapsedTime(Volatile.Read(ref _worked)) > _breath) return;
            await Task.Delay(_look, time, cancellationToken);
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _waiting.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var batch = await _waiting.TakeAsync(options.BatchSize, stoppingToken);
            _working = true;
            await WorkAsync(batch, stoppingToken);
            Volatile.Write(ref _worked, time.GetTimestamp());
            _working = false;
        }
    }

    private async Task WorkAsync(IReadOnlyList<EngineTicket> batch, CancellationToken stoppingToken)
    {
        using var cancel = new BatchCancellation(batch, stoppingToken);
        try
        {
            var settings = batch[0].Settings;
            var request = new TranslateRequest(
                settings.ModelFolder, settings.Steps, settings.Guidance, options.PreviewEvery, options.PreviewPause * batch.Count, [.. batch.Select(t => t.Item)]);
            var reply = await supervisor.TranslateAsync(request, new ToAll(batch), cancel.Token);
            for (int i = 0; i < batch.Count; i++) batch[i].Complete(new EngineOutcome(reply.ModelSha256, reply.Items[i]));
        }
        catch (OperationCanceledException)
        {
            foreach (var ticket in batch) ticket.Cancel();
        }
        catch (Exception e) when (Mixed(batch))
        {
            Log.BatchSplit(logger, batch.Count, e.Message);
            _waiting.PutBackAlone(batch);
        }
        catch (Exception e)
        {
            // The border of the queue: whoever waits for the picture deals with it.
            foreach (var ticket in batch) ticket.Fail(e);
        }
    }

    private static bool Mixed(IReadOnlyList<EngineTicket> batch) => batch.Any(t => t.RunId != batch[0].RunId);

    // Progress<T> would hand each report to the pool and may reorder them.
    private sealed class ToAll(IReadOnlyList<EngineTicket> batch) : IProgress<EngineProgress>
    {
        public void Report(EngineProgress value)
        {
            foreach (var ticket in batch) ticket.Report(value);
        }
    }
}
