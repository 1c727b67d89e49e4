using ThermalPortal.Data.Translations;

namespace ThermalPortal.Web.Live;

/// <summary>Keeps this process's one ear on the database open.</summary>
internal sealed class RunListenerService(RunListener listener) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => listener.RunAsync(stoppingToken);
}
