using System.CommandLine;
using Microsoft.Extensions.Configuration;
using ThermalPortal.Jobs.Processes;

namespace ThermalPortal.Jobs.Decoding;

/// <summary><c>decoder</c>: started by the worker, not by people.</summary>
internal static class DecoderCommand
{
    // Room for the runtime, its code and the native libraries on top of what a picture may take.
    private const int RuntimeMiB = 512;

    public static Command Create()
    {
        var command = new Command(ChildVerbs.Decoder, "Read files of strangers for a worker (started by it).") { Hidden = true };
        command.SetAction(async (_, _) =>
        {
            var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
            var options = configuration.GetSection(DecoderOptions.Section).Get<DecoderOptions>() ?? new();
            await DecoderHost.RunAsync(FaceModel.Find(configuration[FaceModel.Key]), options.MemoryMiB + RuntimeMiB);
            return 0;
        });
        return command;
    }
}
