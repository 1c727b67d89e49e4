using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Layers;
using ThermalPortal.Inference.Tensors;
using ThermalPortal.Inference.Training.Data;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Training;

/// <summary>
/// Trains the recognition net on visible pictures whose people are known: cross-entropy over the people of the training set with an additive margin on the cosine (CosFace, arXiv 1801.09414):
/// <c>s (cos theta_y - m)</c> for the right person, <c>s cos theta_j</c> for the others.
/// </summary>
internal sealed class EmbeddingStage : TrainingStage
{
    private readonly int _imageSize;
    private readonly EmbeddingStageOptions _options;
    private readonly TrainingOptions _training;
    private readonly PairStore _train;
    private readonly FaceEmbeddingNet _net = new FaceEmbeddingNet().to(Compute.Device);
    private readonly FaceEmbeddingNet _average = new FaceEmbeddingNet().to(Compute.Device);
    private readonly Linear _people;

    /// <param name="imageSize">Side of the training crops the chips are cut from, pixels.</param>
    /// <param name="options">Scale and margin.</param>
    /// <param name="training">Length and rate.</param>
    /// <param name="train">Pictures; those without face points teach nothing.</param>
    public EmbeddingStage(int imageSize, EmbeddingStageOptions options, TrainingOptions training, PairStore train)
    {
        (_imageSize, _options, _training, _train) = (imageSize, options, training, train);
        _people = nn.Linear(FaceEmbeddingNet.Width, train.People.max().item<long>() + 1, hasBias: false).to(Compute.Device);
        Ema.Start(_average, _net);
        Modules = new Dictionary<string, nn.Module> { ["net"] = _net, ["average"] = _average, ["people"] = _people };
        Optimizers = new Dictionary<string, OptimizerHelper> { ["net"] = optim.AdamW(Learning, weight_decay: 0.05) };
    }

    public override IReadOnlyDictionary<string, nn.Module> Modules { get; }

    public override IReadOnlyDictionary<string, OptimizerHelper> Optimizers { get; }

    /// <summary>The averaged network, the one to keep.</summary>
    public FaceEmbeddingNet Trained => _average;

    private IEnumerable<Parameter> Learning => _net.parameters().Concat(_people.parameters());

    public override IReadOnlyList<(string, double)> Advance(int index, Random random)
    {
        var batch = Batch(_train, _train.Draw(_training.PartSize, random), _imageSize, random);
        var known = batch.Points.isfinite().all(2).all(1);
        Tensor embedding;
        using (Autocast.Begin(batch.Visible.device))
            embedding = _net.forward(Chips(batch, random));
        var (loss, right) = Margin(embedding, _people.weight, batch.People, _options);
        var counted = known.to_type(ScalarType.Float32);
        var mean = (loss * counted).sum() / counted.sum().clamp_min(1);
        Descend("net", Learning, mean, _training.GradientClip);
        Average(_average, _net, index, _training.EmaDecay);
        return [("loss", mean.item<float>()), ("right", ((right * counted).sum() / counted.sum().clamp_min(1)).item<float>())];
    }

    /// <summary>Embeddings (B, 128), one direction a person (P, 128), owners (B) -> loss (B), and 1 where the owner is the nearest person (B).</summary>
    internal static (Tensor Loss, Tensor Right) Margin(Tensor embeddings, Tensor people, Tensor owners, EmbeddingStageOptions options)
    {
        var cosines = F.normalize(embeddings, dim: 1).matmul(F.normalize(people, dim: 1).t());
        var margin = options.Margin * F.one_hot(owners, people.shape[0]).to_type(cosines.dtype);
        return (F.cross_entropy(options.Scale * (cosines - margin), owners, reduction: nn.Reduction.None), cosines.argmax(1).eq(owners).to_type(ScalarType.Float32));
    }

    /// <summary>Chips a little off, brighter or darker and blurred as made pictures are: a net that judges those must not look at such things.</summary>
    private static Tensor Chips(PairBatch batch, Random random)
    {
        var points = batch.Points.nan_to_num(0);
        points = points + 0.02 * randn(points.shape[0], 1, 2, device: points.device) + 0.01 * randn_like(points);
        var light = 1 + 0.15 * randn(points.shape[0], 1, 1, 1, device: points.device);
        return Softened.Apply((FaceDescriptorNet.Chips(batch.Visible, points, FaceEmbeddingNet.ChipSize) * light).clamp(-1, 1), random);
    }

    /// <summary>What it learns from; an embedding itself cannot be seen.</summary>
    public override Tensor Sheet(out int columns)
    {
        columns = 8;
        var batch = Batch(_train, _train.Draw(32, new Random(0)), _imageSize, new Random(0));
        return Chips(batch, new Random(0));
    }
}
