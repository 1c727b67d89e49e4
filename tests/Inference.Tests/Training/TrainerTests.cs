using ThermalPortal.Inference.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Training;

[Collection(nameof(GlobalRandomness))]
public sealed class TrainerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Run_InParts_MovesAsOneBatchDoes()
    {
        using var whole = new Line(_ => 0);
        using var parts = new Line(_ => 0);
        new Trainer(whole, Options("whole") with { Steps = 5 }).Run(null, CancellationToken.None);
        new Trainer(parts, Options("parts") with { Steps = 5, Parts = 4 }).Run(null, CancellationToken.None);
        Assert.NotEqual(0, whole.Slope);
        Assert.Equal(whole.Slope, parts.Slope, 1e-5);
        Assert.Equal((5, 20), (whole.Calls, parts.Calls));
    }

    [Fact]
    public void Run_OneStepIsNotANumber_LeavesTheWeightsAndGoesOn()
    {
        using var stage = new Line(step => step == 2 ? double.NaN : 0);
        Assert.Equal(5, new Trainer(stage, Options("nan") with { Steps = 5 }).Run(null, CancellationToken.None));
        Assert.True(double.IsFinite(stage.Slope) && stage.Slope != 0, $"{stage.Slope}");
    }

    [Fact]
    public void Run_NeverANumber_StopsAndSaysWhatToDo()
    {
        using var stage = new Line(step => step >= 3 ? double.NaN : 0);
        Assert.Contains("learning rate", Assert.Throws<InvalidOperationException>(() => new Trainer(stage, Options("lost") with { Steps = 50 }).Run(null, CancellationToken.None)).Message);
    }

    [Fact]
    public void Run_PartsThatDoNotDivideTheBatch_Throws()
    {
        using var stage = new Line(_ => 0);
        Assert.Throws<ArgumentException>(() => new Trainer(stage, Options("odd") with { Parts = 3 }).Run(null, CancellationToken.None));
    }

    private TrainingOptions Options(string run) => new() { Folder = Path.Combine(_folder, run), Steps = 5, BatchSize = 8, WarmupSteps = 1, LearningRate = 0.1 };

    /// <summary>One weight that should become 3; every part sees its share of the same eight numbers, plus what <paramref name="disturbance"/> adds to the loss of a step.</summary>
    private sealed class Line : TrainingStage
    {
        private readonly Linear _net = nn.Linear(1, 1, hasBias: false);
        private readonly Func<int, double> _disturbance;

        public Line(Func<int, double> disturbance)
        {
            _disturbance = disturbance;
            nn.init.zeros_(_net.weight);
            Modules = new Dictionary<string, nn.Module> { ["net"] = _net };
            Optimizers = new Dictionary<string, OptimizerHelper> { ["net"] = optim.Adam(_net.parameters()) };
        }

        public int Calls { get; private set; }

        public double Slope => _net.weight!.item<float>();

        public override IReadOnlyDictionary<string, nn.Module> Modules { get; }

        public override IReadOnlyDictionary<string, OptimizerHelper> Optimizers { get; }

        public override IReadOnlyList<(string Name, double Value)> Advance(int index, Random random)
        {
            Calls++;
            var size = 8 / Part.Count;
            var x = arange(8, dtype: ScalarType.Float32).narrow(0, Part.Index * size, size).unsqueeze(1) / 8;
            var loss = (_net.forward(x) - 3 * x).square().mean() * (1 + _disturbance(index));
            Descend("net", _net.parameters(), loss, 100);
            return [("loss", loss.item<float>())];
        }

        public override Tensor Sheet(out int columns)
        {
            columns = 1;
            return zeros(1, 3, 8, 8);
        }
    }
}
