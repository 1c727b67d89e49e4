using System.CommandLine;
using ThermalPortal.Jobs.Decoding;
using ThermalPortal.Jobs.Engine;
using ThermalPortal.Jobs.Processes;
using ThermalPortal.Jobs.Training;
using ThermalPortal.Jobs.Translations;
using ThermalPortal.Jobs.Worker;

NativeEnvironment.LimitThreadWait();
var root = new RootCommand("ThermalPortal's worker and command line.")
{
    WorkerCommand.Create(),
    EngineCommand.Create(),
    TranslateCommand.Create(),
    DecoderCommand.Create(),
    EvaluateCommand.Create(),
    CardCommand.Create(),
    TrainCommand.Create(),
    AblateCommand.Create(),
    FewShotCommand.Create(),
    PartnersCommand.Create(),
    EmbedCommand.Create(),
};
// On SIGTERM or Ctrl+C the token is cancelled; a worker then gives its runs back, training writes its checkpoint.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(100) });
