using Hangfire;
using Microsoft.Extensions.Hosting;
using ThermalPortal.Data.JobContracts;

namespace ThermalPortal.Jobs.Maintenance;

/// <summary>Has the trash looked through every hour, by one worker however many there are.</summary>
internal sealed class TrashSchedule(IRecurringJobManager recurring) : IHostedService
{
    private const string Id = "trash", Hourly = "17 * * * *";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        recurring.AddOrUpdate<ITrashJob>(Id, JobQueues.Maintenance, job => job.RunAsync(CancellationToken.None), Hourly);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
