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
            default:
                return await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
        }
    }
}
