using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ThermalPortal.Jobs.Processes;

namespace ThermalPortal.Jobs.Worker;

/// <summary>Stops this worker when the process that started it is gone.</summary>
internal sealed class ParentService(Parent parent, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<ParentService> logger) : BackgroundService
{
    /// <summary>A worker whose parent is gone has no one to wait for: after this it ends, whatever is unfinished.</summary>
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(8);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await parent.Gone.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (stoppingToken.IsCancellationRequested) return;
        Log.ParentGone(logger);
        lifetime.StopApplication();
        await Task.Delay(_grace, time, CancellationToken.None);
        ProcessEnd.Now();
    }
}
