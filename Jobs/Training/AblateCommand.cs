using System.CommandLine;
using ThermalPortal.Inference.Experiments;
using ThermalPortal.Inference.Metrics.Evaluation;
using ThermalPortal.Inference.Training;
using ThermalPortal.Inference.Weights;
using ThermalPortal.Jobs.Decoding;

namespace ThermalPortal.Jobs.Training;

/// <summary><c>ablate DATA... -o FOLDER</c>: what each part of the method is worth. Stopped at any moment, the same call goes on.</summary>
internal static class AblateCommand
{
    public static Command Create()
    {
        var data = new Argument<DirectoryInfo[]>("data") { Description = "Folders with a manifest.csv each, to train on; the first is scored.", Arity = ArgumentArity.OneOrMore }.AcceptExistingOnly();
        var output = new Option<DirectoryInfo>("--output", "-o") { Description = "Folder of the trainings, one sub-folder a row, and of reports.", Required = true };
        var judge = new Option<FileInfo>("--judge") { Description = "ONNX file of the recognition net (MobileFaceNet); it must not have trained anything.", Required = true }.AcceptExistingOnly();
        var perceptual = new Option<DirectoryInfo>("--perceptual") { Description = "Folder of VGG19 blocks 1-3, of the loss and of PD-VGG19." }.AcceptExistingOnly();
        var real = new Option<DirectoryInfo>("--real-pairs") { Description = "Folder of real pairs NAME_thr.png and NAME_vis.png, to score on." }.AcceptExistingOnly();
        var split = new Option<string>("--split") { Description = "Split that is scored.", DefaultValueFactory = _ => "test" };
        var people = new Option<int>("--people") { Description = "Score only this many people of the split; 0: all." };
        var share = new Option<double?>("--share") { Description = "Share of the sampled residual, 0 to 1, in all rows; choose it on --split val. Default: that of the model started from, or 1." };
        var temperature = new Option<double?>("--temperature") { Description = "Factor of the starting noise, 0 to 1, in all rows. Default: that of the model started from, or 1." };
        var from = new Option<DirectoryInfo>("--from") { Description = "Model folder all rows start from: a part is taken out of what is trained, and estimate and diffusion get 60 steps each to do without it. Default: random weights, and a row of plain latent diffusion." }.AcceptExistingOnly();
        var firstStages = new Option<bool>("--first-stages") { Description = "Of --from take only autoencoder, attribute classifier and identity student; estimate and diffusion begin with random weights, as without --from, and plain latent diffusion is a row." };
        var factor = new Option<double>("--length") { Description = "Factor of the steps of all stages; 1 is about three hours on two CPU cores from random weights, one from a trained model.", DefaultValueFactory = _ => 1 };
        var rows = new Option<string[]>("--rows") { Description = "Parts to take away, beside the whole method; default: each of them.", AllowMultipleArgumentsPerToken = true };
        rows.AcceptOnlyFromAmong([.. AblationRows.Keys]);
        var preset = new Option<string>("--preset") { Description = "Size of the networks where none is started from.", DefaultValueFactory = _ => "tiny" };
        preset.AcceptOnlyFromAmong([.. ModelPresets.All.Keys]);
        var command = new Command("ablate", "Train the method without each of its parts and score all of them side by side.") { data, output, judge, perceptual, real, split, people, share, temperature, from, firstStages, factor, rows, preset };
        command.Validators.Add(result =>
        {
            if (result.GetValue(firstStages) && result.GetValue(from) is null) result.AddError("--first-stages needs the model they are taken from: --from FOLDER.");
            if (result.GetValue(from) is not null && !result.GetValue(firstStages) && result.GetValue(rows)?.Contains("plain") == true) result.AddError("Plain latent diffusion cannot be taken out of a trained model; train both from random weights with --first-stages.");
        });
        command.SetAction((parsed, ct) =>
        {
            int Steps(int usual) => Math.Max(1, (int)(usual * parsed.GetRequiredValue(factor)));
            string[] folders = [.. parsed.GetRequiredValue(data).Select(d => d.FullName)];
            var realPairs = parsed.GetValue(real)?.FullName;
            var trained = parsed.GetValue(from)?.FullName;
            var training = new ModelTrainingOptions
            {
                DataFolders = folders, Folder = parsed.GetRequiredValue(output).FullName, Model = ModelPresets.All[parsed.GetRequiredValue(preset)], StoreSize = 80,
                AutoencoderSteps = Steps(900), AttributeSteps = Steps(600), IdentitySteps = Steps(300), EstimateSteps = Steps(600), TeacherSteps = 0, GuideSteps = 0, DiffusionSteps = Steps(600),
                Estimate = new(), // from its beginning, though first stages are lent
                Diffusion = new() { HybridStart = 0.6, ImagesDecoded = 3 }, // decoding takes most of the time at this size
                Loss = new() { PerceptualFolder = parsed.GetValue(perceptual)?.FullName, IdentityFolder = TrainCommand.IdentityFolder },
            };
            var options = new AblationRunOptions
            {
                Training = trained is null ? training : parsed.GetValue(firstStages)
                    ? training with { StartFrom = trained, StartFirstStagesOnly = true, Model = ModelFolder.ReadOptions(trained), StoreSize = 160, AutoencoderSteps = Steps(200), AttributeSteps = 0, IdentitySteps = 0 } // to draw without the thermal details
                    : training with
                    {
                        StartFrom = trained, Model = ModelFolder.ReadOptions(trained), StoreSize = 160, RateFactor = .3, Estimate = null,
                        AutoencoderSteps = 0, AttributeSteps = 0, IdentitySteps = 0, EstimateSteps = Steps(60), DiffusionSteps = Steps(60),
                    },
                Rows = parsed.GetValue(rows) ?? [], Scored = [folders[0]], Judge = parsed.GetRequiredValue(judge).FullName, RealPairs = realPairs, FaceModel = realPairs is null ? null : FaceModel.Find(null),
                Sampling = new() { Steps = 4, Temperature = parsed.GetValue(temperature) ?? (trained is null ? 1 : null), ResidualShare = parsed.GetValue(share) ?? (trained is null ? 1 : null) }, Evaluation = new EvaluationOptions { Split = parsed.GetRequiredValue(split), People = parsed.GetValue(people) },
            };
            return Task.Run(() => TrainCommand.Guarded(stop => new AblationRun(options, parsed.InvocationConfiguration.Output.WriteLine).Run(stop), parsed.InvocationConfiguration, ct), CancellationToken.None);
        });
        return command;
    }
}
