using System.CommandLine;
using System.Runtime.InteropServices;
using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Sampling.Paths;
using ThermalPortal.Inference.Tensors;
using ThermalPortal.Inference.Training;
using ThermalPortal.Inference.Weights;
using ThermalPortal.Jobs.Decoding;

namespace ThermalPortal.Jobs.Training;

/// <summary>
/// <c>train DATA... -o FOLDER</c>: trains a model from folders of aligned pairs with a manifest.csv each. Stopped at any moment (Ctrl-C, SIGTERM, kill),
/// the same call goes on from the last checkpoint.
/// </summary>
internal static class TrainCommand
{
    /// <summary>Folder of the face descriptor beside the program, where the build puts it; null when it was built without npm.</summary>
    internal static string? IdentityFolder => Path.GetDirectoryName(FaceModel.Find(null)) is { } folder && File.Exists(Path.Combine(folder, FaceDescriptorNet.ManifestName)) ? folder : null;

    public static Command Create()
    {
        var data = new Argument<DirectoryInfo[]>("data") { Description = "Folders with a manifest.csv each; every folder gets an equal share of the draws.", Arity = ArgumentArity.OneOrMore }.AcceptExistingOnly();
        var output = new Option<DirectoryInfo>("--output", "-o") { Description = "Folder of checkpoints, curves, sample sheets and the finished model.", Required = true };
        var from = new Option<DirectoryInfo?>("--from") { Description = "Model folder to start from (same preset); stages of 0 steps keep its weights." };
        var autoencoder = new Option<int>("--autoencoder-steps") { Description = "Steps of the autoencoder.", DefaultValueFactory = _ => 1800 };
        var attributes = new Option<int>("--attribute-steps") { Description = "Steps of the attribute classifier.", DefaultValueFactory = _ => 1200 };
        var student = new Option<int>("--identity-steps") { Description = "Steps of the thermal student that tells who the person is.", DefaultValueFactory = _ => 1200 };
        var estimate = new Option<int>("--estimate-steps") { Description = "Steps of the thermal encoder's estimate and the decoder that draws it.", DefaultValueFactory = _ => 2000 };
        var teacher = new Option<int>("--teacher-steps") { Description = "Steps of the visible attribute classifier that teaches the thermal one and the guide.", DefaultValueFactory = _ => 1200 };
        var guide = new Option<int>("--guide-steps") { Description = "Steps of what stated attributes change in the feature maps.", DefaultValueFactory = _ => 1200 };
        var steps = new Option<int>("--steps") { Description = "Steps of the diffusion model.", DefaultValueFactory = _ => 3000 };
        var branch = new Option<int>("--branch-steps") { Description = "Steps of a second stage of the condition: a copy of the frozen denoiser that also sees the whole thermal picture. 0 = none." };
        var distil = new Option<int>("--distil-steps") { Description = "Steps of a distillation to one to four network evaluations. 0 = none." };
        var path = new Option<PathKind>("--path") { Description = "What the denoiser learns: diffusion from noise, a rectified flow or a bridge from the thermal latent." };
        var prediction = new Option<Prediction>("--prediction") { Description = "What a diffusion network answers: velocity, noise or image." };
        var rebuilt = new Option<double>("--autoencoder-critic") { Description = "Weight of a critic's verdict about rebuilt pictures, from 40 % of the autoencoder's steps on, such as 0.5 in a long training; 0 = none.", DefaultValueFactory = _ => new AutoencoderStageOptions().Critic.Weight };
        var adversarial = new Option<double>("--diffusion-critic") { Description = "Weight of a critic's verdict in the diffusion stage; 0 = none." };
        var consistency = new Option<double>("--diffusion-attributes") { Description = "Weight of the visible classifier's verdict in the diffusion stage; 0 = none." };
        var direction = new Option<TranslationDirection>("--direction") { Description = "What is made of what. VisibleToThermal makes thermal partners for visible faces (command partners); without identity and guide." };
        var batch = new Option<int>("--batch") { Description = "Images a step.", DefaultValueFactory = _ => 16 };
        var parts = new Option<int>("--accumulate") { Description = "Parts a step's images are worked through in, their gradients added up: less memory. Must divide the batch.", DefaultValueFactory = _ => 1 };
        var rate = new Option<double>("--rate-factor") { Description = "Factor of all learning rates; below 1 to go on from a trained model (--from) or with small batches.", DefaultValueFactory = _ => 1 };
        var perceptual = new Option<DirectoryInfo?>("--perceptual") { Description = "Folder of VGG19 blocks 1-3 as TensorFlow.js shards; without it pictures are softer." };
        var identity = new Option<DirectoryInfo?>("--identity") { Description = "Folder of the face descriptor's weights (npm package @vladmandic/face-api, folder model) or of train-embedding, the identity term; default: beside the program." };
        var regression = new Option<bool>("--regression") { Description = "Train the L1 regression baseline in place of the diffusion model." };
        var plain = new Option<bool>("--plain") { Description = "Train the baseline of plain latent diffusion (thermal latent concatenated, none of the method's parts) in place of the method; --steps are its steps." };
        var preset = new Option<string>("--preset") { Description = "Size of the networks; base and paper need a GPU.", DefaultValueFactory = _ => ModelPresets.Default };
        preset.AcceptOnlyFromAmong([.. ModelPresets.All.Keys]);
        var codebook = new Option<int?>("--codebook") { Description = "Codes of a first stage that quantises (VQ), such as 4096; default: none (KL)." };
        var name = new Option<string>("--name") { Description = "Name of the model.", DefaultValueFactory = _ => "base" };
        var version = new Option<string>("--model-version") { Description = "Version of the model.", DefaultValueFactory = _ => "1.0" };
        var seed = new Option<int>("--seed") { Description = "Seed of everything random.", DefaultValueFactory = _ => 1 };
        var command = new Command("train", "Train a model from folders of aligned thermal/visible pairs.") { data, output, from, autoencoder, attributes, student, estimate, teacher, guide, steps, branch, distil, path, prediction, direction, rebuilt, adversarial, consistency, batch, parts, rate, perceptual, identity, regression, plain, preset, codebook, name, version, seed };
        command.Validators.Add(result =>
        {
            if (result.GetValue(plain) && result.GetValue(regression)) result.AddError("--plain and --regression are two baselines; train one at a time.");
            if (result.GetValue(plain) && result.GetValue(branch) + result.GetValue(distil) > 0) result.AddError("Plain latent diffusion has no second stage and no distillation: leave out --branch-steps and --distil-steps.");
        });
        command.SetAction((parsed, ct) =>
        {
            var model = ModelPresets.All[parsed.GetRequiredValue(preset)];
            var back = parsed.GetValue(direction) == TranslationDirection.VisibleToThermal;
            var options = new ModelTrainingOptions
            {
                DataFolders = [.. parsed.GetRequiredValue(data).Select(d => d.FullName)],
                Folder = parsed.GetRequiredValue(output).FullName,
                Model = model with
                {
                    Name = parsed.GetRequiredValue(name), Version = parsed.GetRequiredValue(version), Autoencoder = model.Autoencoder with { Codebook = parsed.GetValue(codebook) },
                    Direction = parsed.GetValue(direction),
                    Denoiser = model.Denoiser with
                    {
                        Path = parsed.GetValue(path), Prediction = parsed.GetValue(prediction), Branch = model.Denoiser.Branch || parsed.GetValue(branch) > 0,
                        Identity = model.Denoiser.Identity && !back, Guided = model.Denoiser.Guided && !back,
                    },
                },
                StartFrom = parsed.GetValue(from)?.FullName,
                AutoencoderSteps = parsed.GetRequiredValue(autoencoder),
                AttributeSteps = parsed.GetRequiredValue(attributes),
                DiffusionSteps = parsed.GetRequiredValue(steps),
                IdentitySteps = parsed.GetRequiredValue(student),
                EstimateSteps = parsed.GetRequiredValue(estimate),
                TeacherSteps = back ? 0 : parsed.GetRequiredValue(teacher),
                GuideSteps = parsed.GetRequiredValue(guide),
                BranchSteps = parsed.GetValue(branch),
                DistillSteps = parsed.GetValue(distil),
                FirstStage = new() { Critic = new AutoencoderStageOptions().Critic with { Weight = parsed.GetRequiredValue(rebuilt) } },
                Diffusion = new() { Critic = new() { Weight = parsed.GetValue(adversarial) }, AttributeWeight = parsed.GetValue(consistency) },
                RateFactor = parsed.GetRequiredValue(rate),
                BatchSize = parsed.GetRequiredValue(batch),
                Parts = parsed.GetRequiredValue(parts),
                Loss = new() { PerceptualFolder = parsed.GetValue(perceptual)?.FullName, IdentityFolder = back ? null : parsed.GetValue(identity)?.FullName ?? IdentityFolder },
                Objective = parsed.GetValue(regression) ? DiffusionObjective.Regression : DiffusionObjective.Diffusion,
                Seed = parsed.GetRequiredValue(seed),
            };
            return Task.Run(() => Guarded(stop => new ModelTraining(parsed.GetValue(plain) ? PlainDiffusion.Of(options) : options, parsed.InvocationConfiguration.Output.WriteLine).Run(stop), parsed.InvocationConfiguration, ct), CancellationToken.None);
        });
        return command;
    }

    /// <summary>Runs a training that SIGTERM stops with a checkpoint; an external libtorch is loaded before it where one is set; errors of the input become a line and exit code 1.</summary>
    internal static int Guarded(Func<CancellationToken, bool> train, InvocationConfiguration console, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => { signal.Cancel = true; stop.Cancel(); });
        try
        {
            TorchLibrary.Load();
            if (train(stop.Token))
                return 0;
            console.Error.WriteLine("Stopped; a checkpoint is saved. The same command goes on from there.");
            return 130;
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or ArgumentException)
        {
            console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}
