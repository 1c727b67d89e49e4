using System.Globalization;
using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Training;
using ThermalPortal.Inference.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Training;

/// <summary>What the diffusion stage is told about decoded pictures.</summary>
[Collection(nameof(GlobalRandomness))]
public sealed class HybridLossTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory().FullName;

    public HybridLossTests() => TinyData.Write(_root);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Run_CriticAndAttributes_LearnFromTheHybridStartOn()
    {
        var curve = Run("hybrid", new() { HybridStart = 0.5, Critic = new() { Weight = 0.5, Warmup = 0.25 }, AttributeWeight = 0.1 }, teacher: 1);
        Assert.Equal(["step", "noise", "l1", "perceptual", "identity", "confusion", "attributes", "critic"], curve.Columns.Where(c => c is not ("rate" or "ms")));
        foreach (var term in new[] { "l1", "attributes", "critic" })
            Assert.Equal([false, false, false, false, true, true, true, true], curve.Of(term).Select(v => v > 0));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(_root, "hybrid", "diffusion"), "critic*", SearchOption.AllDirectories)); // a resumed training has it
    }

    [Fact]
    public void Run_NoPictureClearEnough_TellsTheDiffusionAlone() =>
        Assert.All(Run("noisy", new() { HybridStart = 0, LeastSignal = 1.01 }).Of("l1"), v => Assert.Equal(0, v));

    [Fact]
    public void Run_AttributeTermWithoutTeacher_SaysWhatIsNeeded() =>
        Assert.Contains("teacher steps", Assert.Throws<ArgumentException>(() => Run("none", new() { AttributeWeight = 1 })).Message);

    [Fact]
    public void Of_UnknownLabels_CostNothingAndTheTeacherStaysAsItIs()
    {
        using var scope = NewDisposeScope();
        var schema = AttributeSchema.Default;
        var teacher = new AttributeNet(schema, 3);
        var verdict = new AttributeVerdict(schema, teacher);
        var made = rand(2, 3, 32, 32).requires_grad_(true);
        var labels = full([2, schema.Heads.Count], -1, dtype: ScalarType.Int64);
        labels[1, 2] = 0;
        var loss = verdict.Of(made, labels, new Random(1));
        Assert.Equal(1, loss.gt(0).sum().item<long>());
        Assert.True(loss[1, 2].item<float>() > 0);
        loss.sum().backward();
        Assert.True(made.grad!.abs().sum().item<float>() > 0);
        Assert.All(teacher.parameters(), p => Assert.False(p.requires_grad));
    }

    private Curve Run(string name, DiffusionStageOptions diffusion, int teacher = 0)
    {
        Assert.True(new ModelTraining(new()
        {
            DataFolders = [Path.Combine(_root, "data")], Folder = Path.Combine(_root, name), Model = ModelPresets.Nano, AutoencoderSteps = 0, AttributeSteps = 0, IdentitySteps = 0, EstimateSteps = 0,
            TeacherSteps = teacher, GuideSteps = 0, DiffusionSteps = 8, Diffusion = diffusion, BatchSize = 2, StoreSize = 40, LogEvery = 1,
        }).Run(CancellationToken.None));
        string[][] lines = [.. File.ReadAllLines(Path.Combine(_root, name, "diffusion", "curve.csv")).Select(l => l.Split(','))];
        return new Curve(lines[0], [.. lines.Skip(1)]);
    }

    private sealed record Curve(string[] Columns, string[][] Rows)
    {
        public IEnumerable<double> Of(string column) => Rows.Select(r => double.Parse(r[Array.IndexOf(Columns, column)], CultureInfo.InvariantCulture));
    }
}
