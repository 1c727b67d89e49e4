using System.CommandLine;
using ThermalPortal.Inference.Tensors;
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
            await EngineHost.RunAsync(CreateTranslator, TimeProvider.System);
            return 0;
        });
        return command;
    }

    private static ModelTranslator CreateTranslator()
    {
        TorchLibrary.Load();
        return new ModelTranslator();
    }
}
