using ThermalPortal.Inference.Pipelines;
using ThermalPortal.Inference.Sampling.Paths;
using ThermalPortal.Inference.Training;
using ThermalPortal.Inference.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Training;

/// <summary>Paths, second stage and distillation, through the same call as every training.</summary>
[Collection(nameof(GlobalRandomness))]
public sealed class SecondStageTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory().FullName;

    public SecondStageTests() => TinyData.Write(_root);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData(PathKind.Diffusion, Prediction.Noise), InlineData(PathKind.Diffusion, Prediction.Image), InlineData(PathKind.Flow, Prediction.Velocity), InlineData(PathKind.Bridge, Prediction.Velocity)]
    public void Run_EveryPath_LearnsAndSamples(PathKind path, Prediction prediction)
    {
        var options = Options("run") with { DiffusionSteps = 30, RateFactor = 8, BatchSize = 4, LogEvery = 10, Model = Shaped(path, prediction) };
        Assert.True(new ModelTraining(options).Run(CancellationToken.None));
        var curve = File.ReadAllLines(Path.Combine(_root, "run", "diffusion", "curve.csv")).Skip(1).Select(l => double.Parse(l.Split(',')[1], System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        TestContext.Current.TestOutputHelper?.WriteLine($"{curve[0]} -> {curve[^1]}");
        Assert.True(curve[^1] < .95 * curve[0], $"{curve[0]} -> {curve[^1]}");
        using var model = ThermalToVisible.Load(Path.Combine(_root, "run", "model"));
        Assert.Equal((path, prediction), (model.Options.Denoiser.Path, model.Options.Denoiser.Prediction));
        byte[] Made(int seed) => model.Translate([new TranslateInput(new float[32 * 32], [seed], new Dictionary<string, string>())], new() { Steps = 3 })[0].Samples[0].Pixels;
        Assert.Equal(Made(1), Made(1));
        Assert.NotEqual(Made(1), Made(2));
    }

    [Fact]
    public void Run_PlainLatentDiffusion_TrainsTheThermalEncoderAndUsesNoEstimate()
    {
        var options = PlainDiffusion.Of(Options("run") with { EstimateSteps = 5, DiffusionSteps = 5, GuideSteps = 5 });
        Assert.True(new ModelTraining(options).Run(CancellationToken.None));
        Assert.False(Directory.Exists(Path.Combine(_root, "run", "estimate", "checkpoint")));
        using var model = ModelFolder.Load(Path.Combine(_root, "run", "model"));
        using var scope = NewDisposeScope();
        var condition = model.Translation.Condition(rand(1, 1, 32, 32));
        Assert.Equal(0, model.Translation.FromResidual(zeros(1, 3, 8, 8), condition).abs().max().item<float>());
        Assert.Contains("Without a residual", Assert.Throws<ArgumentException>(() => (options.Model.Denoiser with { Identity = true }).Validate()).Message);
    }

    /// <summary>What the baseline has in common with a trained model it may start from: thermal encoder and U-Net.</summary>
    [Fact]
    public void Run_PlainLatentDiffusionFromATrainedModel_BeginsWithItsThermalEncoder()
    {
        using var whole = ModelNetworks.Create(ModelPresets.Nano);
        ModelFolder.Save(Path.Combine(_root, "whole"), whole);
        Assert.True(new ModelTraining(PlainDiffusion.Of(Options("run") with { AutoencoderSteps = 0, AttributeSteps = 0, DiffusionSteps = 0, StartFrom = Path.Combine(_root, "whole") })).Run(CancellationToken.None));
        using var plain = ModelFolder.Load(Path.Combine(_root, "run", "model"));
        using var scope = NewDisposeScope();
        var (was, now) = (whole.Translation.state_dict(), plain.Translation.state_dict());
        Assert.Contains(now.Keys, k => k.StartsWith("_thermal.", StringComparison.Ordinal));
        Assert.All(now.Where(p => was.TryGetValue(p.Key, out var value) && value.shape.SequenceEqual(p.Value.shape)), p => Assert.True(allclose(p.Value, was[p.Key], rtol: 1e-3, atol: 1e-6), p.Key)); // half precision
    }

    [Fact]
    public void Run_Branch_MovesTheBranchAlone()
    {
        var model = ModelPresets.Nano with { Denoiser = ModelPresets.Nano.Denoiser with { Branch = true } };
        Assert.True(new ModelTraining(Options("first") with { DiffusionSteps = 4, Model = model }).Run(CancellationToken.None));
        Assert.True(new ModelTraining(Options("second") with { BranchSteps = 4, Model = model, StartFrom = Path.Combine(_root, "first", "model") }).Run(CancellationToken.None));
        using var before = ModelFolder.Load(Path.Combine(_root, "first", "model"));
        using var after = ModelFolder.Load(Path.Combine(_root, "second", "model"));
        var (was, now) = (before.Translation.state_dict(), after.Translation.state_dict());
        var moved = was.Keys.Where(k => !was[k].equal(now[k]).all().item<bool>()).ToArray();
        Assert.NotEmpty(moved);
        Assert.All(moved, k => Assert.StartsWith("_branch.", k));
        Assert.Equal(4, after.Options.History[^1].Steps["branch"]);
    }

    /// <summary>One step of the student is nearer to the teacher's whole way than one of the teacher is, and with four it corrects itself.</summary>
    [Fact]
    public void Run_Distillation_NeedsFewerSteps()
    {
        var model = ModelPresets.Nano;
        random.manual_seed(1);
        using (var fresh = ModelNetworks.Create(model)) // any network has a way: layers that are zero at the start would make it dull
        using (no_grad())
        {
            foreach (var parameter in fresh.Translation.DiffusionParameters())
                parameter.add_(randn_like(parameter) * 0.03);
            ModelFolder.Save(Path.Combine(_root, "teacher", "model"), fresh);
        }
        Assert.True(new ModelTraining(Options("student") with { DistillSteps = 40, RateFactor = 5, Distill = new() { TeacherSteps = 8 }, BatchSize = 2, Model = model, StartFrom = Path.Combine(_root, "teacher", "model") }).Run(CancellationToken.None));
        using var teacher = ModelFolder.Load(Path.Combine(_root, "teacher", "model"));
        using var student = ModelFolder.Load(Path.Combine(_root, "student", "model"));
        using var scope = NewDisposeScope();
        using var thermal = rand([8, 1, 32, 32], generator: new Generator(1)) * 2 - 1;
        Tensor Made(ModelNetworks networks, int steps) => new LatentTranslator(networks.Autoencoder, networks.Translation, networks.Options.Attributes, CPU)
            .Sample(thermal, Inference.Attributes.AttributeWeights.Null(networks.Options.Attributes, 8), [1, 2, 3, 4, 5, 6, 7, 8], new() { Steps = steps, Guidance = 1, LowPrecision = false });
        var wanted = Made(teacher, 8);
        float Off(ModelNetworks networks, int steps) => (Made(networks, steps) - wanted).square().mean().item<float>();
        Assert.True(Off(student, 1) < Off(teacher, 1), $"one step: {Off(student, 1)} against {Off(teacher, 1)}");
        Assert.True(Off(student, 4) < Off(student, 1), $"four steps: {Off(student, 4)} against {Off(student, 1)} of one");
    }

    [Fact]
    public void Run_DistillationOfABridge_SaysWhyNot() => Assert.Contains("distil a diffusion or a flow",
        Assert.Throws<ArgumentException>(() => new ModelTraining(Options("run") with { DistillSteps = 1, Model = Shaped(PathKind.Bridge, default) }).Run(CancellationToken.None)).Message);

    private static ModelOptions Shaped(PathKind path, Prediction prediction) => ModelPresets.Nano with { Denoiser = ModelPresets.Nano.Denoiser with { Path = path, Prediction = prediction } };

    private ModelTrainingOptions Options(string run) => new()
    {
        DataFolders = [Path.Combine(_root, "data")], Folder = Path.Combine(_root, run), Model = ModelPresets.Nano, AutoencoderSteps = 0, AttributeSteps = 0, IdentitySteps = 0, EstimateSteps = 0,
        GuideSteps = 0, DiffusionSteps = 0, BatchSize = 4, StoreSize = 40, LogEvery = 20,
    };
}
