using System.Data.Common;
using System.Threading.Channels;
using Hangfire;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ThermalPortal.Data.JobContracts;
using ThermalPortal.Data.Translations;

namespace ThermalPortal.Jobs.Runs;

/// <summary>
/// Hands queued runs to the queue, teams in turn, as soon as the database says that there are some; and twice a lease (every 30 s) heals
/// what dead workers left. Any number of workers may do so at once.
/// </summary>
internal sealed class DispatchService(
    RunDispatcher dispatcher, RunListener listener, RunLifecycleOptions options, IBackgroundJobClient queue, JobStorage storage, TimeProvider time,
    ILogger<DispatchService> logger)
    : BackgroundService
{
    /// <summary>Runs handed over for every one that can be worked: enough that no worker waits, few enough that turns are fair.</summary>
    private const int Ahead = 2;

    private static readonly TimeSpan _poll = TimeSpan.FromSeconds(2);
    private readonly TimeSpan _reconcile = options.Lease / 2;
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var _ = listener.SubscribeAll(_ => _news.Writer.TryWrite(true));
        long? reconciled = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (reconciled is null || time.GetElapsedTime(reconciled.Value) > _reconcile)
                {
                    int healed = await dispatcher.ReconcileAsync(stoppingToken);
                    if (healed > 0) Log.RunsHealed(logger, healed);
                    reconciled = time.GetTimestamp();
                }
                foreach (var run in await dispatcher.DispatchAsync(Places(), stoppingToken))
                    queue.Enqueue<ITranslationJob>(JobQueues.Interactive, job => job.RunAsync(run, CancellationToken.None));
            }
            catch (Exception e) when (e is DbException or TimeoutException or IOException or BackgroundJobClientException)
            {
                // What was marked but not handed over is taken back by the reconciler.
                Log.DispatchFailed(logger, e.Message);
            }
            await WaitAsync(stoppingToken);
        }
    }

    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        limit.CancelAfter(_poll);
        try
        {
            await _news.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // Time to look anyway, or to stop.
        }
    }

    private int Places()
    {
        var servers = storage.GetMonitoringApi().Servers().Where(s => s.Queues.Contains(JobQueues.Interactive));
        return Math.Max(1, Ahead * servers.Sum(s => s.WorkersCount));
    }
}
