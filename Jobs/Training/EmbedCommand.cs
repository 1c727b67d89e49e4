using System.CommandLine;
using System.Globalization;
using ThermalPortal.Inference.Training;

namespace ThermalPortal.Jobs.Training;

/// <summary><c>train-embedding DATA... -o FOLDER</c>: a recognition net of one's own, for <c>train --identity FOLDER</c>.</summary>
internal static class EmbedCommand
{
    public static Command Create()
    {
        var data = new Argument<DirectoryInfo[]>("data") { Description = "Folders with a manifest.csv each: people, visible pictures, face points; each gets an equal share of the draws.", Arity = ArgumentArity.OneOrMore }.AcceptExistingOnly();
        var output = new Option<DirectoryInfo>("--output", "-o") { Description = "Folder of checkpoint, curve and the finished net.", Required = true };
        var steps = new Option<int>("--steps") { Description = "Steps.", DefaultValueFactory = _ => 3000 };
        var batch = new Option<int>("--batch") { Description = "Pictures a step.", DefaultValueFactory = _ => 32 };
        var margin = new Option<double>("--margin") { Description = "How much nearer than others the right person must be, as a cosine.", DefaultValueFactory = _ => new EmbeddingStageOptions().Margin };
        var split = new Option<string>("--split") { Description = "Split whose people it is scored on.", DefaultValueFactory = _ => "val" };
        var seed = new Option<int>("--seed") { Description = "Seed of everything random.", DefaultValueFactory = _ => 1 };
        var command = new Command("train-embedding", "Train a face recognition net with a margin loss, for the identity term of train.") { data, output, steps, batch, margin, split, seed };
        command.SetAction((parsed, ct) =>
        {
            var options = new EmbeddingTrainingOptions
            {
                DataFolders = [.. parsed.GetRequiredValue(data).Select(d => d.FullName)], Folder = parsed.GetRequiredValue(output).FullName, Steps = parsed.GetRequiredValue(steps),
                BatchSize = parsed.GetRequiredValue(batch), Margin = new() { Margin = parsed.GetRequiredValue(margin) }, Split = parsed.GetRequiredValue(split), Seed = parsed.GetRequiredValue(seed),
            };
            var console = parsed.InvocationConfiguration;
            return Task.Run(() => TrainCommand.Guarded(stop =>
            {
                var score = new EmbeddingTraining(options, console.Output.WriteLine).Run(stop);
                if (score is not null)
                    console.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Split {options.Split}: {score.Probes} probes of {score.People} people, Rank-1 {score.RankOne.Value:0.000}, EER {score.EqualErrorRate.Value:0.000}, genuine {score.GenuineCosine.Value:0.000}, impostor {score.ImpostorCosine:0.000}."));
                return score is not null;
            }, console, ct), CancellationToken.None);
        });
        return command;
    }
}
