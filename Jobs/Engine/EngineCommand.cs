using System.CommandLine;
using Microsoft.Extensions.Configuration;
using ThermalPortal.Jobs.Processes;

namespace ThermalPortal.Jobs.Engine;

/// <summary><c>engine</c>: started by the worker, not by people.</summary>
internal static class EngineCommand
{
    public static Command Create()
    {
        var command = new Command(ChildVerbs.Engine, "Hold the model for a worker (started by it; speaks JSON-RPC on its standard streams).");
        command.SetAction(async (_, _) =>
        {
            var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
            await EngineHost.RunAsync(() => Create(configuration[TorchLibrary.Key]), TimeProvider.System);
            return 0;
        });
        return command;
    }

    private static ModelTranslator Create(string? torchFolder)
    {
        TorchLibrary.LoadFrom(torchFolder);
        return new ModelTranslator();
    }
}
