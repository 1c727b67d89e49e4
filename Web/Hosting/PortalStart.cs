using Hangfire;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using ThermalPortal.Data;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Hosting;

/// <summary>What happens between building the portal and its first request.</summary>
internal static class PortalStart
{
    /// <summary>Brings the database up to date and makes the configured first account.</summary>
    public static async Task PrepareAsync(this WebApplication app, CancellationToken cancellationToken)
    {
        await app.Services.GetRequiredService<PortalMigrator>().MigrateAsync(cancellationToken);
        // Makes the queue's tables now: the worker, started in a moment, would make them at the same time.
        app.Services.GetRequiredService<JobStorage>();
        await using var scope = app.Services.CreateAsyncScope();
        var first = scope.ServiceProvider.GetRequiredService<FirstAccount>();
        await first.EnsureConfiguredAsync(cancellationToken);
        var needsAccount = await first.IsNeededAsync(cancellationToken);
        app.Lifetime.ApplicationStarted.Register(() => Announce(app, needsAccount));
    }

    private static void Announce(WebApplication app, bool needsAccount)
    {
        var server = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        var address = server?.Addresses.FirstOrDefault()?.Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal);
        if (address is null) return;
        Console.WriteLine();
        Console.WriteLine($"  ThermalPortal is ready:  {address}");
        if (needsAccount)
            Console.WriteLine($"  First run, make your account here (works once):  {address}/setup?token={app.Services.GetRequiredService<SetupLink>().Token}");
        Console.WriteLine();
    }
}
