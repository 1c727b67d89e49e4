using Microsoft.Extensions.DependencyInjection;
using ThermalPortal.Data.Translations;
using ThermalPortal.Jobs.Processes;
using ThermalPortal.Jobs.Tests.Engine;

namespace ThermalPortal.Jobs.Tests;

/// <summary>The test program; with a verb it plays one of the child processes that the drills start and kill.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case [TestChildren.EngineVerb]:
                await Jobs.Engine.EngineHost.RunAsync(() => new TestTranslator(), TimeProvider.System);
                return 0;
            case [TestChildren.WorkerVerb, .. var settings]:
                return await Jobs.Worker.WorkerHost.RunAsync(settings, ForDrills, CancellationToken.None);
            default:
                return await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
        }
    }

    // A short lease, so that drills need not wait a minute for a dead worker's runs; and the stand-in engine.
    private static void ForDrills(IServiceCollection services)
    {
        services.AddSingleton(new RunLifecycleOptions { Lease = TimeSpan.FromSeconds(4), Redispatch = TimeSpan.FromSeconds(8) });
        services.AddKeyedSingleton(ChildVerbs.Engine, TestChildren.Engine());
    }
}
