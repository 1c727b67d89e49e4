using ThermalPortal.Inference.Denoising;
using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Tensors;
using ThermalPortal.Inference.Training.Data;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Training;

/// <summary>Stage A2: the thermal student of the face descriptor: near to the descriptor of the true visible picture, and nearer to its own person than to others; and where the face is.</summary>
internal sealed class IdentityStage : TrainingStage
{
    private const double ConfusionWeight = 0.1; // nats beside squared distance
    private const double PointWeight = 0.3;     // of the heat maps' cross-entropy
    private const double Mixed = 0.6;           // share of faces mixed of two people, where their points lie alike
    private const double WithVisible = 0.3;     // share of thermal images with the visible one laid over them
    private readonly TrainingOptions _training;
    private readonly int _imageSize;
    private readonly PersonLoss? _person;
    private readonly PairStore _train;
    private readonly ThermalDescriptor _net = new ThermalDescriptor().to(Compute.Device);
    private readonly ThermalDescriptor _average = new ThermalDescriptor().to(Compute.Device);

    /// <param name="imageSize">Side of the training crops, pixels.</param>
    /// <param name="person">Teacher and people; null only for a stage of no steps.</param>
    /// <param name="training">Length and rate.</param>
    /// <param name="train">Pairs to learn from; those without face points teach nothing.</param>
    public IdentityStage(int imageSize, PersonLoss? person, TrainingOptions training, PairStore train)
    {
        (_imageSize, _person, _training, _train) = (imageSize, person, training, train);
        if (person?.Net is FaceDescriptorNet teacher)
            _net.StartFrom(teacher);
        Ema.Start(_average, _net);
        Modules = new Dictionary<string, nn.Module> { ["net"] = _net, ["average"] = _average };
        Optimizers = new Dictionary<string, OptimizerHelper> { ["net"] = optim.AdamW(_net.parameters(), weight_decay: 0.05) };
    }

    public override IReadOnlyDictionary<string, nn.Module> Modules { get; }

    public override IReadOnlyDictionary<string, OptimizerHelper> Optimizers { get; }

    /// <summary>The averaged network, the one to keep.</summary>
    public ThermalDescriptor Trained => _average;

    /// <summary>Starts from a trained student instead of the teacher.</summary>
    public void StartFrom(ThermalDescriptor trained) => Ema.StartBoth(_net, _average, trained);

    public override IReadOnlyList<(string, double)> Advance(int index, Random random)
    {
        var batch = Draw(_training.PartSize, random);
        Tensor descriptors, astray;
        using (Autocast.Begin(batch.Thermal.device))
        {
            astray = _net.Points.Astray(batch.Thermal, batch.Points).mean();
            descriptors = _net.Describe(batch.Thermal, Shaken(batch.Points.nan_to_num(0)));
        }
        var (distance, confusion) = _person!.Compare(descriptors, batch);
        var (distances, confusions) = (distance.mean(), confusion.mean());
        Descend("net", _net.parameters(), distances + ConfusionWeight * confusions + PointWeight * astray, _training.GradientClip);
        Average(_average, _net, index, _training.EmaDecay);
        return [("distance", distances.item<float>()), ("confusion", confusions.item<float>()), ("points", astray.item<float>())];
    }

    /// <summary>True points as the student's own will be: a little off, each alone and all together.</summary>
    private static Tensor Shaken(Tensor points) => points + 0.03 * randn(points.shape[0], 1, 2, device: points.device) + 0.015 * randn_like(points);

    /// <summary>What it learns from; a descriptor itself cannot be seen.</summary>
    public override Tensor Sheet(out int columns)
    {
        columns = 8;
        return Draw(32, new Random(0)).Thermal.expand(-1, 3, -1, -1);
    }

    private PairBatch Draw(int count, Random random) => Batch(_train, _train.Draw(count, random), _imageSize, random, Mixed, WithVisible);
}
