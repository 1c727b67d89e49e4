using NetVips;
using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Experiments;
using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Metrics.Evaluation;
using ThermalPortal.Inference.Tests.Metrics;
using ThermalPortal.Inference.Thermal;
using ThermalPortal.Inference.Training;
using ThermalPortal.Inference.Training.Data;
using ThermalPortal.Inference.Weights;
using ThermalPortal.Tests.Shared;

namespace ThermalPortal.Inference.Tests.Training;

[Collection(nameof(GlobalRandomness))]
public sealed class FewShotTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>Two people, one of them twice: each is tuned without, nobody's own pairs are among those trained on, and called again nothing is trained twice.</summary>
    [Fact]
    public void Run_EveryPerson_IsLeftOutOnce()
    {
        var pairs = Directory.CreateDirectory(Path.Combine(_root, "pairs")).FullName;
        foreach (var name in new[] { "a", "time1", "time2" })
        {
            using var noise = Image.Gaussnoise(60, 60, mean: 128, sigma: 40, seed: name.Sum(c => c)).Cast(Enums.BandFormat.Uchar);
            using var colour = noise.Bandjoin(noise, noise).Copy(interpretation: Enums.Interpretation.Srgb);
            noise.Pngsave(Path.Combine(pairs, $"{name}_thr.png"));
            colour.Pngsave(Path.Combine(pairs, $"{name}_vis.png"));
        }
        TinyData.Write(_root);
        Assert.True(new ModelTraining(Nano()).Run(CancellationToken.None));
        var judge = Path.Combine(_root, "judge.onnx");
        File.WriteAllBytes(judge, TinyOnnx.ChannelMeans(112));
        var options = new FewShotOptions
        {
            Model = Path.Combine(_root, "start", "model"), RealPairs = pairs, DataFolders = [Path.Combine(_root, "data")], Folder = Path.Combine(_root, "tuned"), Steps = 1, BatchSize = 2, Judge = judge,
            FaceModel = SharedData.Path("models", "blazeface_apache2", "face_detection_back_256x256_barracuda.onnx"), Sampling = new() { Steps = 1 },
        };
        Assert.True(new FewShotRun(options).Run(CancellationToken.None));
        var report = Assert.Single(EvaluationWriter.Read(Path.Combine(_root, "tuned")).Real);
        Assert.Equal(["as it is", "tuned on the others' pairs (about 2, 1 steps)"], report.Systems.Take(2).Select(s => s.Name));
        foreach (var person in new[] { "a", "time" })
        {
            var rows = Manifest.Read(Path.Combine(_root, "tuned", person, "pairs"), AttributeSchema.Default);
            Assert.Equal(3, rows.Count);
            Assert.Equal(rows.Where(r => r.Subject == $"pairs:{person}"), rows.Where(r => r.Split == "val"));
        }
        var lines = new List<string>();
        Assert.True(new FewShotRun(options, lines.Add).Run(CancellationToken.None));
        Assert.DoesNotContain(lines, l => l.StartsWith("Stage", StringComparison.Ordinal));
    }

    [Fact]
    public void PairFolder_FourPoints_GivesMouthCornersAlongTheEyes()
    {
        ImagePoint[] four = [new(10, 12), new(30, 12), new(20, 22), new(20, 30)];
        var picture = new EvaluationPicture("p", 1, new([.. Enumerable.Range(0, 1600).Select(i => (float)i)], ThermalUnit.Counts, 40, 0, new Dictionary<string, string>()), new RgbImage(40, 40, new byte[4800]), four);
        PairFolder.Write(_root, [(picture, "train"), (picture with { Points = [] }, "val")]);
        var rows = Manifest.Read(_root, AttributeSchema.Default);
        Assert.Equal([10, 12, 30, 12, 20, 22, 11.8f, 30, 28.2f, 30], rows[0].Points!);
        Assert.All(rows[1].Points!, p => Assert.True(float.IsNaN(p)));
        using var thermal = Image.NewFromFile(rows[0].Thermal);
        Assert.Equal((29315, 31315), (thermal.Min(), thermal.Max())); // 20 and 40 C
    }

    private ModelTrainingOptions Nano() => new()
    {
        DataFolders = [Path.Combine(_root, "data")], Folder = Path.Combine(_root, "start"), Model = ModelPresets.Nano, AutoencoderSteps = 1, AttributeSteps = 1, IdentitySteps = 0, EstimateSteps = 1,
        TeacherSteps = 0, GuideSteps = 0, DiffusionSteps = 1, BatchSize = 2, StoreSize = 40,
    };
}
