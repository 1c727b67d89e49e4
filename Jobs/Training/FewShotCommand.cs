using System.CommandLine;
using ThermalPortal.Inference.Experiments;
using ThermalPortal.Jobs.Decoding;

namespace ThermalPortal.Jobs.Training;

/// <summary><c>few-shot DATA... -o FOLDER</c>: how much a few real pairs help people they do not show. Stopped at any moment, the same call goes on.</summary>
internal static class FewShotCommand
{
    public static Command Create()
    {
        var data = new Argument<DirectoryInfo[]>("data") { Description = "Folders with a manifest.csv each, trained on beside the pairs so that nothing is forgotten; each gets as many draws as the pairs.", Arity = ArgumentArity.ZeroOrMore }.AcceptExistingOnly();
        var model = new Option<DirectoryInfo>("--model") { Description = "Model folder to start from.", Required = true }.AcceptExistingOnly();
        var real = new Option<DirectoryInfo>("--real-pairs") { Description = "Folder of real pairs NAME_thr.png and NAME_vis.png.", Required = true }.AcceptExistingOnly();
        var output = new Option<DirectoryInfo>("--output", "-o") { Description = "Folder of the trainings, one sub-folder a held-out person, and of the report.", Required = true };
        var judge = new Option<FileInfo>("--judge") { Description = "ONNX file of the recognition net (MobileFaceNet); it must not have trained anything.", Required = true }.AcceptExistingOnly();
        var perceptual = new Option<DirectoryInfo>("--perceptual") { Description = "Folder of VGG19 blocks 1-3, of the loss." }.AcceptExistingOnly();
        var steps = new Option<int>("--steps") { Description = "Steps of each training.", DefaultValueFactory = _ => 60 };
        var rate = new Option<double>("--rate-factor") { Description = "Factor of the learning rate.", DefaultValueFactory = _ => 0.3 };
        var command = new Command("few-shot", "Tune a model on the real pairs of all people but one, for each of them, and judge it on that one.") { data, model, real, output, judge, perceptual, steps, rate };
        command.SetAction((parsed, ct) =>
        {
            var options = new FewShotOptions
            {
                DataFolders = [.. (parsed.GetValue(data) ?? []).Select(d => d.FullName)], Model = parsed.GetRequiredValue(model).FullName, RealPairs = parsed.GetRequiredValue(real).FullName,
                Folder = parsed.GetRequiredValue(output).FullName, Judge = parsed.GetRequiredValue(judge).FullName, FaceModel = FaceModel.Find(null),
                Loss = new() { PerceptualFolder = parsed.GetValue(perceptual)?.FullName, IdentityFolder = TrainCommand.IdentityFolder },
                Steps = parsed.GetRequiredValue(steps), RateFactor = parsed.GetRequiredValue(rate), Sampling = new() { Steps = 4 },
            };
            return Task.Run(() => TrainCommand.Guarded(stop => new FewShotRun(options, parsed.InvocationConfiguration.Output.WriteLine).Run(stop), parsed.InvocationConfiguration, ct), CancellationToken.None);
        });
        return command;
    }
}
