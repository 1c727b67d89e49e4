using System.CommandLine;
using System.Globalization;
using ThermalPortal.Inference.Experiments;
using ThermalPortal.Inference.Pipelines;

namespace ThermalPortal.Jobs.Training;

/// <summary><c>partners DATA -o FOLDER</c>: thermal partners, made by a model, for visible faces that have none.</summary>
internal static class PartnersCommand
{
    public static Command Create()
    {
        var data = new Argument<DirectoryInfo>("data") { Description = "Folder with a manifest.csv, one row a visible face: id, split, visible_file." }.AcceptExistingOnly();
        var model = new Option<DirectoryInfo>("--model") { Description = "Model folder, trained with --direction VisibleToThermal.", Required = true }.AcceptExistingOnly();
        var output = new Option<DirectoryInfo>("--output", "-o") { Description = "Folder for the pairs, fit for train.", Required = true };
        var steps = new Option<int>("--steps") { Description = "Network evaluations a picture.", DefaultValueFactory = _ => 4 };
        var command = new Command("partners", "Make thermal partners for visible faces that have none.") { data, model, output, steps };
        command.SetAction((parsed, ct) => Task.Run(() => TrainCommand.Guarded(stop =>
        {
            using var back = VisibleToThermal.Load(parsed.GetRequiredValue(model).FullName);
            var made = new ThermalPartners(back, new() { Steps = parsed.GetRequiredValue(steps) }).Write(parsed.GetRequiredValue(data).FullName, parsed.GetRequiredValue(output).FullName, stop);
            parsed.InvocationConfiguration.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{made} pairs written to {parsed.GetRequiredValue(output).FullName}."));
            return true;
        }, parsed.InvocationConfiguration, ct), CancellationToken.None));
        return command;
    }
}
