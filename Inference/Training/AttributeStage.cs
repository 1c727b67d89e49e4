using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Tensors;
using ThermalPortal.Inference.Training.Data;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Training;

/// <summary>
/// Attribute classifiers, cross-entropy a head over the labels that are known; calibrated at the end. The visible one is the teacher: it tells the <see cref="GuideStage"/> whether a made picture shows
/// what was stated, and the thermal one, which ships, what it sees in the visible partner: tau^2 KL(softmax(teacher / tau) || softmax(student / tau)) (Hinton, arXiv 1503.02531), labels or not.
/// </summary>
public sealed class AttributeStage : TrainingStage
{
    private readonly AttributeSchema _schema;
    private readonly AttributeSchema _learnt;
    private readonly int[] _places;
    private readonly TrainingOptions _training;
    private readonly int _imageSize;
    private readonly bool _visible;
    private readonly PairStore _train;
    private readonly PairStore _validation;
    private readonly AttributeNet _net;
    private readonly AttributeNet _average;
    private readonly AttributeNet? _teacher;

    private const double Softness = 2; // tau

    /// <param name="schema">The attributes of the model: the visible classifier learns all of them, the thermal one those that are predicted.</param>
    /// <param name="imageSize">Side of the training crops, pixels.</param>
    /// <param name="training">Length and rate.</param>
    /// <param name="train">Pairs to learn from.</param>
    /// <param name="validation">Pairs it is calibrated on.</param>
    /// <param name="visible">Whether it sees the visible picture.</param>
    /// <param name="teacher">A visible classifier the thermal one also learns from; stays as it is. Null = labels alone.</param>
    public AttributeStage(AttributeSchema schema, int imageSize, TrainingOptions training, PairStore train, PairStore validation, bool visible = false, AttributeNet? teacher = null)
    {
        _teacher = teacher;
        (_schema, _imageSize, _training, _train, _validation, _visible) = (schema, imageSize, training, train, validation, visible);
        _learnt = visible ? schema : schema.Predicted;
        _places = schema.PlacesOf(_learnt);
        var channels = visible ? 3 : 1;
        _net = new AttributeNet(_learnt, channels).to(Compute.Device);
        _average = Ema.Start(new AttributeNet(_learnt, channels).to(Compute.Device), _net);
        _average.eval();
        Modules = new Dictionary<string, nn.Module> { ["net"] = _net, ["average"] = _average };
        Optimizers = new Dictionary<string, OptimizerHelper> { ["net"] = optim.AdamW(_net.parameters(), beta2: 0.99, weight_decay: 0.02) };
    }

    public override IReadOnlyDictionary<string, nn.Module> Modules { get; }

    public override IReadOnlyDictionary<string, OptimizerHelper> Optimizers { get; }

    /// <summary>The averaged network, the one to keep.</summary>
    public AttributeNet Trained => _average;

    /// <summary>Starts from trained weights instead of random ones.</summary>
    public void StartFrom(AttributeNet trained) => Ema.StartBoth(_net, _average, trained);

    public override IReadOnlyList<(string, double)> Advance(int index, Random random)
    {
        var batch = Batch(_train, _train.Draw(_training.PartSize, random), _imageSize, random);
        var pictures = _visible ? Softened.Apply(batch.Visible, random) : batch.Thermal;
        Tensor logits;
        using (Autocast.Begin(pictures.device))
            logits = _net.forward(pictures);
        var losses = _learnt.Heads.Select((_, head) => Loss(Of(logits, _learnt, head), batch.Labels.select(1, _places[head]))).ToArray();
        var distance = _teacher is null ? null : Distance(logits, batch.Visible);
        Descend("net", _net.parameters(), distance is null ? stack(losses).sum() : stack(losses).sum() + distance, _training.GradientClip);
        Average(_average, _net, index, _training.EmaDecay);
        return [("loss", losses.Sum(l => l.item<float>())), .. losses.Select((l, head) => (_learnt.Heads[head].Name, (double)l.item<float>())), ("teacher", distance?.item<float>() ?? 0)];
    }

    /// <summary>How far the student's answers are from the teacher's, summed over heads.</summary>
    private Tensor Distance(Tensor logits, Tensor visible)
    {
        Tensor wanted;
        using (no_grad())
        using (Autocast.Begin(visible.device))
            wanted = _teacher!.forward(visible);
        return stack([.. _learnt.Heads.Select((_, head) =>
        {
            var (student, teacher) = (Of(logits, _learnt, head).to_type(ScalarType.Float32) / Softness, Of(wanted, _schema, _places[head]).to_type(ScalarType.Float32) / Softness);
            return Softness * Softness * F.kl_div(student.log_softmax(1), teacher.log_softmax(1), log_target: true, reduction: nn.Reduction.Sum) / logits.shape[0];
        })]).sum();
    }

    private static Tensor Of(Tensor logits, AttributeSchema schema, int head) => logits.narrow(1, AttributeWeights.FirstRow(schema, head), schema.Heads[head].Values.Count);

    /// <summary>Mean over the known labels; 0 without gradient when a batch has none (a mean over nothing would turn the weights into NaN).</summary>
    private static Tensor Loss(Tensor logits, Tensor labels) =>
        F.cross_entropy(logits, labels, ignore_index: -1, reduction: nn.Reduction.Sum) / (labels >= 0).sum().clamp_min(1);

    /// <summary>Temperature, threshold, accuracy and calibration error of each head on the validation pairs (whole frames).</summary>
    public IReadOnlyList<AttributeCalibration> Calibrate()
    {
        using var scope = NewDisposeScope();
        using var _ = inference_mode();
        var logits = cat([.. Enumerable.Range(0, _validation.Pairs.Count).Chunk(64).Select(rows =>
            _average.forward(Pictures(Batch(_validation, [.. rows.Select(r => (long)r)], _imageSize, null))))]);
        return [.. _learnt.Heads.Select((h, head) => Calibrator.Fit(
            Of(logits, _learnt, head).contiguous().data<float>().ToArray().Chunk(h.Values.Count).ToArray(),
            [.. _validation.Pairs.Select(p => p.Labels[_places[head]])]))];
    }

    public override Tensor Sheet(out int columns)
    {
        columns = 8;
        return Pictures(Batch(_train, _train.Draw(32, new Random(0)), _imageSize, new Random(0))).expand(-1, 3, -1, -1);
    }

    private Tensor Pictures(PairBatch batch) => _visible ? batch.Visible : batch.Thermal;
}
