using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ThermalPortal.Jobs.Processes;

namespace ThermalPortal.Jobs.Worker;

/// <summary>Stops this worker when the process that started it is gone.</summary>
internal sealed class ParentService(WorkerOptions options, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<ParentService> logger)
    : BackgroundService
{
    /// <summary>A worker whose parent is gone has no one to wait for: after this it ends, whatever is unfinished.</summary>
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(8);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        List<Task> watches = [];
        if (options.StopWithInput) watches.Add(ParentWatch.WaitForClosedInputAsync(stoppingToken));
        if (options.ParentProcess != 0) watches.Add(ParentWatch.WaitForEndAsync(options.ParentProcess, time, stoppingToken));
        if (watches.Count == 0) return;
        await Task.WhenAny(watches);
        if (stoppingToken.IsCancellationRequested) return;
        Log.ParentGone(logger);
        lifetime.StopApplication();
        await Task.Delay(_grace, time, CancellationToken.None);
        ProcessEnd.Now();
    }
}
