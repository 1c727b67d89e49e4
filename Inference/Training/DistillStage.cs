using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Autoencoding;
using ThermalPortal.Inference.Denoising;
using ThermalPortal.Inference.Pipelines;
using ThermalPortal.Inference.Sampling;
using ThermalPortal.Inference.Sampling.Paths;
using ThermalPortal.Inference.Tensors;
using ThermalPortal.Inference.Training.Data;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Training;

/// <summary>
/// Stage C: fewer steps. From any place on the teacher's own way the student learns to name its end (Luhman and Luhman, arXiv 2101.02388, at every node of the way instead of its start alone): |x0h - end|^2.
/// A student that can needs one step; with several it corrects itself, for its steps then lie on the teacher's way. Teacher and student begin as the same network.
/// </summary>
internal sealed class DistillStage : TrainingStage
{
    private readonly AttributeSchema _schema;
    private readonly Autoencoder _autoencoder;
    private readonly DistillStageOptions _options;
    private readonly TrainingOptions _training;
    private readonly PairStore _train;
    private readonly PairStore _validation;
    private readonly DenoisingPath _path;
    private readonly TranslationNet _teacher;
    private readonly TranslationNet _net;
    private readonly TranslationNet _average;
    private readonly Parameter[] _learning;

    public DistillStage(AttributeSchema schema, Autoencoder autoencoder, TranslationNet teacher, DistillStageOptions options, TrainingOptions training, PairStore train, PairStore validation)
    {
        if (teacher.Options.Path == PathKind.Bridge)
            throw new ArgumentException("A bridge draws noise at every step, so its way has no end to learn: distil a diffusion or a flow.", nameof(teacher));
        (_schema, _autoencoder, _teacher, _options, _training, _train, _validation) = (schema, autoencoder, teacher, options, training, train, validation);
        _path = DenoisingPath.Of(teacher.Options.Path, teacher.Options.Prediction);
        _net = new TranslationNet(teacher.Options, schema).to(Compute.Device);
        _average = Ema.Start(new TranslationNet(teacher.Options, schema).to(Compute.Device), _net);
        Ema.StartBoth(_net, _average, teacher);
        _learning = [.. _net.DiffusionParameters()];
        foreach (var parameter in _net.parameters().Except(_learning).Concat(teacher.parameters()))
            parameter.requires_grad_(false);
        Modules = new Dictionary<string, nn.Module> { ["net"] = _net, ["average"] = _average };
        Optimizers = new Dictionary<string, OptimizerHelper> { ["net"] = optim.AdamW(_learning, beta1: 0.9, beta2: 0.99, weight_decay: 1e-3) };
    }

    public override IReadOnlyDictionary<string, nn.Module> Modules { get; }

    public override IReadOnlyDictionary<string, OptimizerHelper> Optimizers { get; }

    /// <summary>The averaged student, the one to keep.</summary>
    public TranslationNet Trained => _average;

    public override IReadOnlyList<(string, double)> Advance(int index, Random random)
    {
        var batch = Batch(_train, _train.Draw(_training.PartSize, random), _options.ImageSize, random);
        var labels = AttributeWeights.FromLabels(_schema, HiddenLabels.Of(batch.Labels, random, _options.DropAttribute)).to(batch.Thermal.device);
        using var cast = Autocast.Begin(batch.Thermal.device);
        ThermalCondition condition;
        Tensor end;
        var way = new List<(Tensor State, double Time)>();
        using (no_grad())
        {
            condition = _teacher.Condition(batch.Thermal);
            var noise = randn_like(condition.Latent);
            end = _path.Sample((x, t) => Clean(_teacher, x, t, labels, condition), _ => noise, temperature: 1, _options.TeacherSteps, step => way.Add((step.State.clone().DetachFromDisposeScope(), step.Time)));
        }
        var loss = zeros(1, device: end.device);
        int[] nodes = [0, .. Enumerable.Range(0, _options.Nodes - 1).Select(_ => random.Next(1, way.Count))]; // the start always: it is all that one step sees
        foreach (var node in nodes)
            loss = loss + (Clean(_net, way[node].State, way[node].Time, labels, condition) - end).square().mean() / nodes.Length;
        Descend("net", _learning, loss, _training.GradientClip);
        way.ForEach(w => w.State.Dispose()); // the sampler's scope would have taken them before
        Average(_average, _net, index, _training.EmaDecay);
        return [("end", loss.item<float>())];
    }

    /// <summary>Validation faces: thermal, teacher, student in one step and in four, true.</summary>
    public override Tensor Sheet(out int columns)
    {
        columns = 12;
        using var _ = inference_mode();
        var rows = Enumerable.Range(0, columns).Select(i => (long)i * (_validation.Pairs.Count - 1) / (12 - 1)).ToArray();
        var batch = Batch(_validation, rows, _options.ImageSize, null);
        var nothing = AttributeWeights.Null(_schema, rows.Length);
        Tensor Made(TranslationNet net, int steps) => new LatentTranslator(_autoencoder, net, _schema, Compute.Device).Sample(batch.Thermal, nothing, [.. rows], new() { Guidance = 1, Steps = steps });
        return cat([batch.Thermal.expand(-1, 3, -1, -1), Made(_teacher, _options.TeacherSteps), Made(_average, 1), Made(_average, 4), batch.Visible]);
    }

    private Tensor Clean(TranslationNet net, Tensor x, double t, Tensor labels, ThermalCondition condition)
    {
        var at = _path.At(t);
        var answer = net.forward(x / at.Deviation, full([x.shape[0]], at.NetworkTime, dtype: ScalarType.Float32, device: x.device), labels, condition);
        return at.CleanState * x + at.CleanAnswer * answer;
    }
}
