using NetVips;
using ThermalPortal.Inference.Experiments;
using ThermalPortal.Inference.Metrics.Evaluation;
using ThermalPortal.Inference.Tests.Metrics;
using ThermalPortal.Inference.Training;
using ThermalPortal.Inference.Weights;
using static TorchSharp.torch.nn;

namespace ThermalPortal.Inference.Tests.Training;

[Collection(nameof(GlobalRandomness))]
public sealed class AblationTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("nano"), InlineData("tiny"), InlineData("small")]
    public void All_Rows_TakeOverFromEarlierOnesAndCanBeBuilt(string preset)
    {
        var rows = AblationRows.All;
        Assert.Equal(rows.Count, rows.Select(r => r.Key).Distinct().Count());
        Assert.Equal(AblationRows.Whole, rows.First(r => r.IsScored).Key); // the first is what the others are compared with
        for (var i = 0; i < rows.Count; i++)
        {
            Assert.True(rows[i].From is null || rows.Take(i).Any(r => r.Key == rows[i].From), rows[i].Key);
            Assert.True(rows.Take(i + 1).Any(r => r.Key == rows[i].ModelKey), rows[i].Key);
            rows[i].Change(Options() with { Model = ModelPresets.All[preset] }).Model.Validate();
        }
    }

    /// <summary>Rows train one step a stage and are scored side by side; called again, nothing is trained twice.</summary>
    [Fact]
    public void Run_SomeRows_TrainsWhatTheyNeedAndScoresThemBesideTheWhole()
    {
        WriteData();
        var judge = Path.Combine(_root, "judge.onnx");
        File.WriteAllBytes(judge, TinyOnnx.ChannelMeans(112));
        var options = new AblationRunOptions
        {
            Training = Options(), Rows = ["estimate-alone", "plain"], Scored = [Path.Combine(_root, "data")], Judge = judge, Sampling = new() { Steps = 1, Temperature = .5, ResidualShare = .25 }, Evaluation = new() { Split = "val", Resamples = 20 },
        };
        Assert.True(new AblationRun(options).Run(CancellationToken.None));
        var report = Assert.Single(EvaluationWriter.Read(Path.Combine(_root, "ablation", "reports")).Sets);
        var names = AblationRows.All.Where(r => r.Key is "whole" or "estimate-alone" or "plain").Select(r => r.Name).ToArray();
        Assert.Equal(names, report.Systems.Select(s => s.Name).Take(names.Length));
        Assert.Equal(names[1..], report.Differences.Select(d => d.Against));
        Assert.Equal(["estimate", "plain", "reports", "stages", "whole"], Directory.GetDirectories(Path.Combine(_root, "ablation")).Select(Path.GetFileName).Order());
        Assert.EndsWith("1 steps, starting noise 0.5, share of the residual 0.25", report.Set, StringComparison.Ordinal);
        var lines = new List<string>();
        Assert.True(new AblationRun(options with { Sampling = options.Sampling with { ResidualShare = 1 } }, lines.Add).Run(CancellationToken.None));
        Assert.Equal(2, EvaluationWriter.Read(Path.Combine(_root, "ablation", "reports")).Sets.Count); // the first scoring is kept
        Assert.DoesNotContain(lines, l => l.StartsWith("Stage", StringComparison.Ordinal));

        var trained = options.Training with { Folder = Path.Combine(_root, "out"), StartFrom = Path.Combine(_root, "ablation", "whole", "model"), AutoencoderSteps = 0, AttributeSteps = 0 };
        Assert.True(new AblationRun(options with { Training = trained, Rows = ["no-detail"] }).Run(CancellationToken.None));
        using var before = ModelFolder.Load(trained.StartFrom);
        using var after = ModelFolder.Load(Path.Combine(_root, "out", "no-detail", "model"));
        Assert.True(Same(before.Attributes, after.Attributes)); // no step of it
        Assert.NotEmpty(before.Options.Denoiser.DetailWidths);
        Assert.Empty(after.Options.Denoiser.DetailWidths);

        var lent = trained with { Folder = Path.Combine(_root, "lent"), StartFirstStagesOnly = true };
        Assert.True(new AblationRun(options with { Training = lent, Rows = ["plain"] }).Run(CancellationToken.None));
        using var plain = ModelFolder.Load(Path.Combine(lent.Folder, "plain", "model"));
        Assert.True(Same(before.Attributes, plain.Attributes)); // a first stage, lent without a step
        Assert.True(Same(before.Autoencoder, plain.Autoencoder));
        using var stages = ModelFolder.Load(Path.Combine(lent.Folder, "stages", "model"));
        Assert.False(Same(before.Translation, stages.Translation)); // begins with random weights
    }

    private static bool Same(Module one, Module other) => one.state_dict().Values.Zip(other.state_dict().Values).All(pair => pair.First.equal(pair.Second).all().item<bool>());

    /// <summary>A trained model keeps what is not taken out; plain latent diffusion, which shares too little with it, is no row.</summary>
    [Fact]
    public void Needed_FromATrainedModel_AreAllButPlain()
    {
        var all = AblationRows.Needed([], trained: false).Select(r => r.Key);
        Assert.Equal(all.Except(["plain"]), AblationRows.Needed([], trained: true).Select(r => r.Key));
    }

    [Fact]
    public void Run_JudgeThatIsNone_IsKnownBeforeTheTraining()
    {
        var judge = Path.Combine(_root, "judge.onnx");
        File.WriteAllText(judge, "no net");
        Assert.Throws<InvalidDataException>(() => new AblationRun(new() { Training = Options(), Scored = [], Judge = judge }).Run(CancellationToken.None));
        Assert.False(Directory.Exists(Path.Combine(_root, "ablation")));
    }

    private ModelTrainingOptions Options() => new()
    {
        DataFolders = [Path.Combine(_root, "data")], Folder = Path.Combine(_root, "ablation"), Model = ModelPresets.Nano, AutoencoderSteps = 1, AttributeSteps = 1, IdentitySteps = 0, EstimateSteps = 1,
        TeacherSteps = 0, GuideSteps = 0, DiffusionSteps = 1, BatchSize = 2, StoreSize = 40, Estimate = new(),
    };

    private void WriteData()
    {
        var data = Path.Combine(_root, "data");
        Directory.CreateDirectory(data);
        var rows = new List<string> { "id,session,split,thermal_file,visible_file,glasses,leye_x,leye_y,reye_x,reye_y,nose_x,nose_y,lmouth_x,lmouth_y,rmouth_x,rmouth_y" };
        for (var i = 0; i < 8; i++)
        {
            using var noise = Image.Gaussnoise(40, 40, mean: 128, sigma: 40, seed: i);
            using var visible = noise.Bandjoin(noise, noise).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
            using var thermal = noise.Linear([10], [29000]).Cast(Enums.BandFormat.Ushort).Copy(interpretation: Enums.Interpretation.Grey16);
            visible.Pngsave(Path.Combine(data, $"v{i}.png"));
            thermal.Pngsave(Path.Combine(data, $"t{i}.png"));
            rows.Add($"p{i / 2},{i % 2 + 1},{(i < 4 ? "train" : "val")},t{i}.png,v{i}.png,none,14,16,26,16,20,22,15,29,25,29");
        }
        File.WriteAllLines(Path.Combine(data, "manifest.csv"), rows);
    }
}
