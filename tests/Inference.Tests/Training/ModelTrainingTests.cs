using ThermalPortal.Inference.Denoising;
using ThermalPortal.Inference.Training;
using ThermalPortal.Inference.Weights;

namespace ThermalPortal.Inference.Tests.Training;

[Collection(nameof(GlobalRandomness))]
public sealed class ModelTrainingTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>Lines of the report: data, stage autoencoder, 3 of its steps, stage teacher, 2, what it knows, stage attributes, 2, stage estimate, 10 (the critic is heard from step 12 of 20 on), stage guide, 2, stage diffusion, 3.</summary>
    [Theory, InlineData(16, "estimate", null), InlineData(25, "guide", null), InlineData(28, "diffusion", null), InlineData(3, "autoencoder", 8)]
    public void Run_StoppedAndResumed_EqualsAnUnbrokenRun(int stopAt, string stage, int? codebook)
    {
        TinyData.Write(_root);
        ModelTraining Train(string run, Action<string>? report = null) => this.Train(run, report, codebook);
        Assert.True(Train("whole").Run(CancellationToken.None));
        using var stop = new CancellationTokenSource();
        var lines = 0;
        Assert.False(Train("parts", _ => { if (++lines == stopAt) stop.Cancel(); }).Run(stop.Token));
        Assert.True(Directory.Exists(Path.Combine(_root, "parts", stage, "checkpoint")));
        Assert.True(Train("parts").Run(CancellationToken.None));
        Assert.Equal(ModelFolder.ReadOptions(Model("whole")).Files, ModelFolder.ReadOptions(Model("parts")).Files);
        Assert.True(File.Exists(Path.Combine(_root, "whole", "diffusion", "curve.csv")));
        using var networks = ModelFolder.Load(Model("parts"));
        var record = Assert.Single(networks.Options.History);
        Assert.Null(record.From);
        Assert.Equal([new TrainingSource("data", 8, 8)], record.Data);
        Assert.Equal(["autoencoder 6", "attributes 4", "identity 0", "estimate 20", "teacher 4", "guide 4", "diffusion 6"], record.Steps.Select(s => $"{s.Key} {s.Value}"));
        Assert.Equal(networks.Options.Attributes.Predicted.Heads.Count, networks.Options.Calibration.Count);
    }

    [Fact]
    public void Run_NoManifest_SaysWhatToGive() =>
        Assert.Contains("manifest.csv", Assert.Throws<InvalidDataException>(() => Train("x").Run(CancellationToken.None)).Message);

    [Fact]
    public void Run_MissingPicture_NamesLineAndFile()
    {
        TinyData.Write(_root);
        File.Delete(Path.Combine(_root, "data", "visible", "p1.jpg"));
        var message = Assert.Throws<InvalidDataException>(() => Train("x").Run(CancellationToken.None)).Message;
        Assert.Contains("line 3", message);
        Assert.Contains("p1.jpg", message);
    }

    [Fact]
    public void Run_BrokenPicture_NamesIt()
    {
        TinyData.Write(_root);
        File.WriteAllText(Path.Combine(_root, "data", "visible", "p1.jpg"), "not a picture");
        Assert.Contains("p1.jpg", Assert.Throws<InvalidDataException>(() => Train("x").Run(CancellationToken.None)).Message);
    }

    [Fact]
    public void Run_IdentityWithoutItsTeacher_SaysWhatToGive()
    {
        var training = new ModelTraining(_untrained with { IdentitySteps = 1, Model = ModelPresets.Nano with { Denoiser = ModelPresets.Nano.Denoiser with { Identity = true } } });
        Assert.Contains("--identity", Assert.Throws<InvalidDataException>(() => training.Run(CancellationToken.None)).Message);
    }

    [Fact]
    public void Run_FromAModelWithoutSteps_KeepsItsWeights()
    {
        TinyData.Write(_root);
        Assert.True(Train("whole").Run(CancellationToken.None));
        var other = s_guided with { Temperature = 1, ResidualShare = 1, StatementShare = 1 };
        Assert.True(new ModelTraining(_untrained with { DataFolders = [Path.Combine(_root, "data")], Folder = Path.Combine(_root, "kept"), StartFrom = Model("whole"), Model = other }).Run(CancellationToken.None));
        using var whole = ModelFolder.Load(Model("whole"));
        using var kept = ModelFolder.Load(Model("kept"));
        Assert.Equal((0.1, 0.2, 0.3), (kept.Options.Temperature, kept.Options.ResidualShare, kept.Options.StatementShare));
        Assert.Equal([null, "nano 0"], kept.Options.History.Select(r => r.From));
        var before = whole.Attributes.state_dict().Concat(whole.Translation.state_dict()).Concat(whole.Autoencoder.state_dict());
        var after = kept.Attributes.state_dict().Concat(kept.Translation.state_dict()).Concat(kept.Autoencoder.state_dict());
        foreach (var (expected, actual) in before.Zip(after)) // by value: the copy turns -0 into 0
            Assert.True(expected.Key == actual.Key && expected.Value.isfinite().all().item<bool>() && expected.Value.equal(actual.Value).all().item<bool>(), expected.Key);
    }

    [Fact]
    public void Run_Regression_WritesABaselineWhoseDecoderSeesTheLatentAlone()
    {
        TinyData.Write(_root);
        Assert.True(new ModelTraining(_untrained with { DataFolders = [Path.Combine(_root, "data")], Folder = Path.Combine(_root, "r"), DiffusionSteps = 2, Objective = DiffusionObjective.Regression }).Run(CancellationToken.None));
        using var model = ModelFolder.Load(Path.Combine(_root, "r", "regression-model"));
        Assert.Empty(model.Options.Denoiser.DetailWidths);
        Assert.True(model.Options.Regresses);
        Assert.Null(model.Translation.Details([]));
    }

    [Fact]
    public void StartBoth_NetworkThatHasGrown_KeepsItsFreshPartsAndCopiesTheRest()
    {
        using var old = new TranslationNet(ModelPresets.Nano.Denoiser with { DetailWidths = [] }, ModelPresets.Nano.Attributes);
        using var grown = new TranslationNet(ModelPresets.Nano.Denoiser, ModelPresets.Nano.Attributes);
        using var average = new TranslationNet(ModelPresets.Nano.Denoiser, ModelPresets.Nano.Attributes);
        var fresh = grown.state_dict()["_detail._squeeze.0.weight"].clone();
        Ema.StartBoth(grown, average, old);
        Assert.True(grown.state_dict()["_detail._squeeze.0.weight"].equal(fresh).all().item<bool>());
        foreach (var (name, value) in grown.state_dict())
        {
            Assert.True(value.equal(average.state_dict()[name]).all().item<bool>(), name);
            Assert.True(!old.state_dict().TryGetValue(name, out var was) || value.equal(was).all().item<bool>(), name);
        }
    }

    private static readonly ModelOptions s_guided = ModelPresets.Nano with { Temperature = 0.1, ResidualShare = 0.2, StatementShare = 0.3, Denoiser = ModelPresets.Nano.Denoiser with { Guided = true } };

    private static readonly ModelTrainingOptions _untrained = new()
    {
        DataFolders = [], Folder = "", Model = s_guided, AutoencoderSteps = 0, AttributeSteps = 0, IdentitySteps = 0, EstimateSteps = 0, GuideSteps = 0, DiffusionSteps = 0, BatchSize = 2, StoreSize = 40,
    };

    private string Model(string run) => Path.Combine(_root, run, "model");

    private ModelTraining Train(string run, Action<string>? report = null, int? codebook = null) => new(new ModelTrainingOptions
    {
        DataFolders = [Path.Combine(_root, "data")], Folder = Path.Combine(_root, run), Model = s_guided with { Autoencoder = ModelPresets.Nano.Autoencoder with { Codebook = codebook } },
        AutoencoderSteps = 6, AttributeSteps = 4, IdentitySteps = 0, EstimateSteps = 20, TeacherSteps = 4, GuideSteps = 4, DiffusionSteps = 6, BatchSize = 2, StoreSize = 40, LogEvery = 2,
    }, report);
}
