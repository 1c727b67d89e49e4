using ThermalPortal.Data.Datasets.Incoming;

namespace ThermalPortal.Web.Api.Tus;

/// <summary>Removes files that were never sent to their end.</summary>
internal sealed class IncomingSweep(IncomingFolder incoming, TimeProvider time, ILogger<IncomingSweep> log) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        do
        {
            try
            {
                if (incoming.Sweep() is > 0 and var removed) log.IncomingSwept(removed);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                log.IncomingNotSwept(problem.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
