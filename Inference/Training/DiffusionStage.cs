using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Autoencoding;
using ThermalPortal.Inference.Denoising;
using ThermalPortal.Inference.Pipelines;
using ThermalPortal.Inference.Sampling;
using ThermalPortal.Inference.Tensors;
using ThermalPortal.Inference.Training.Data;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Training;

/// <summary>
/// Stage B: the denoiser on latents of the frozen autoencoder, about the frozen thermal estimate. Loss |v - v_theta|^2 on the residual at uniform t, and, in the
/// later steps, the image loss on a few decoded estimates of the denoiser: at any t, because a residual is small beside the estimate it is added to.
/// </summary>
internal sealed class DiffusionStage : TrainingStage
{
    private readonly AttributeSchema _schema;
    private readonly Autoencoder _autoencoder;
    private readonly DiffusionStageOptions _options;
    private readonly TrainingOptions _training;
    private readonly PairStore _train;
    private readonly PairStore _validation;
    private readonly TranslationNet _net;
    private readonly TranslationNet _average;
    private readonly ImageLoss _loss;
    private readonly Parameter[] _learning;
    private readonly Tensor _alphas;
    private readonly Tensor _sigmas;

    public DiffusionStage(AttributeSchema schema, Autoencoder autoencoder, DenoiserOptions net, DiffusionStageOptions options, ImageLoss loss, TrainingOptions training, PairStore train, PairStore validation)
    {
        (_schema, _autoencoder, _options, _loss, _training, _train, _validation) = (schema, autoencoder, options, loss, training, train, validation);
        _net = new TranslationNet(net, schema);
        _average = Ema.Start(new TranslationNet(net, schema), _net);
        if (options.Objective == DiffusionObjective.Diffusion)
            foreach (var parameter in _net.EstimateParameters().Concat(_net.GuideParameters()))
                parameter.requires_grad_(false);
        _learning = [.. options.Objective == DiffusionObjective.Regression ? _net.parameters() : _net.DiffusionParameters()];
        var schedule = NoiseSchedule.Default;
        _alphas = tensor(Enumerable.Range(0, schedule.Count).Select(t => (float)schedule.Alpha(t)).ToArray());
        _sigmas = tensor(Enumerable.Range(0, schedule.Count).Select(t => (float)schedule.Sigma(t)).ToArray());
        Modules = new Dictionary<string, nn.Module> { ["net"] = _net, ["average"] = _average };
        Optimizers = new Dictionary<string, OptimizerHelper> { ["net"] = optim.AdamW(_learning, beta1: 0.9, beta2: 0.99, weight_decay: 1e-3) };
    }

    public override IReadOnlyDictionary<string, nn.Module> Modules { get; }

    public override IReadOnlyDictionary<string, OptimizerHelper> Optimizers { get; }

    /// <summary>The averaged network, the one to keep.</summary>
    public TranslationNet Trained => _average;

    /// <summary>Starts from trained weights instead of random ones.</summary>
    public void StartFrom(TranslationNet trained) => Ema.StartBoth(_net, _average, trained);

    public override IReadOnlyList<(string, double)> Advance(int index, Random random)
    {
        var batch = Augmentation.Batch(_train, _train.Draw(_training.PartSize, random), _options.ImageSize, random);
        var z0 = Encode(batch.Visible);
        var labels = AttributeWeights.FromLabels(_schema, DropSome(batch.Labels, random));
        return _options.Objective == DiffusionObjective.Regression ? Regress(index, batch, z0, labels) : Diffuse(index, random, batch, z0, labels);
    }

    private List<(string, double)> Diffuse(int index, Random random, PairBatch batch, Tensor z0, Tensor labels)
    {
        var draws = _options.NoiseDraws;
        Tensor x, t, v, prediction;
        ThermalCondition condition, repeated;
        using (Autocast.Begin(z0.device))
        {
            condition = _net.Condition(batch.Thermal);
            _net.TrackResidual(z0, condition.Latent, share: Math.Max(0.01, 1.0 / (index + 1)));
            repeated = condition.Repeat(draws);
            (x, t, v) = Noise(_net.ToResidual(z0, condition).detach().repeat_interleave(draws, 0));
            prediction = _net.forward(x, t, labels.repeat_interleave(draws, 0), repeated);
        }
        var noise = (prediction - v).square().mean();
        var loss = noise;
        var image = new ImageLossTerms(noise, 0, 0, 0, 0);
        if (index >= _options.HybridStart * _training.Steps)
        {
            var latent = _net.FromResidual(At(_alphas, t) * x - At(_sigmas, t) * prediction, repeated);
            image = Image(latent, condition, batch, random);
            loss = noise + _options.ImageWeight * image.Sum.mean();
        }
        Descend("net", _learning, loss, _training.GradientClip);
        Average(_average, _net, index, _training.EmaDecay);
        return [("noise", noise.item<float>()), .. image.Curve];
    }

    private List<(string, double)> Regress(int index, PairBatch batch, Tensor z0, Tensor labels)
    {
        var last = _alphas.shape[0] - 1;
        Tensor prediction;
        using (Autocast.Begin(z0.device))
            prediction = _net.forward(zeros_like(z0), full(z0.shape[0], last, dtype: ScalarType.Int64), labels, _net.Condition(batch.Thermal));
        var loss = (-_sigmas[last] * prediction - z0).abs().mean();
        Descend("net", _learning, loss, _training.GradientClip);
        Average(_average, _net, index, _training.EmaDecay);
        return [("latent", loss.item<float>())];
    }

    public override Tensor Sheet(out int columns)
    {
        columns = 12;
        using var _ = inference_mode();
        var rows = Enumerable.Range(0, 24).Select(i => (long)i * (_validation.Pairs.Count - 1) / 23).ToArray();
        var batch = Augmentation.Batch(_validation, rows, _options.ImageSize, null);
        var translator = new LatentTranslator(_autoencoder, _average, _schema, CPU);
        var unknown = AttributeWeights.Null(_schema, rows.Length);
        Tensor[] pictures = _options.Objective == DiffusionObjective.Regression
            ? [batch.Thermal.expand(-1, 3, -1, -1), translator.Regress(batch.Thermal, unknown), batch.Visible]
            : [batch.Thermal.expand(-1, 3, -1, -1), translator.Estimate(batch.Thermal), translator.Sample(batch.Thermal, unknown, [.. rows], new() { Guidance = 1 }), batch.Visible];
        return cat([.. pictures.Select(p => p[..12]), .. pictures.Select(p => p[12..])]);
    }

    private Tensor Encode(Tensor visible)
    {
        using var _ = no_grad();
        using var cast = Autocast.Begin(visible.device);
        return _autoencoder.Encode(visible);
    }

    private (Tensor X, Tensor T, Tensor V) Noise(Tensor x0)
    {
        var t = randint(0, _alphas.shape[0], [x0.shape[0]], dtype: ScalarType.Int64);
        var eps = randn_like(x0);
        return (At(_alphas, t) * x0 + At(_sigmas, t) * eps, t, At(_alphas, t) * eps - At(_sigmas, t) * x0);
    }

    /// <summary>Image loss of a few decoded latents; <paramref name="latents"/> hold every image of the batch several times in a row.</summary>
    private ImageLossTerms Image(Tensor latents, ThermalCondition condition, PairBatch batch, Random random)
    {
        var chosen = randperm(latents.shape[0], dtype: ScalarType.Int64)[..Math.Min(_options.ImagesDecoded, (int)latents.shape[0])];
        var owners = chosen.div(_options.NoiseDraws, RoundingMode.floor);
        using var cast = Autocast.Begin(latents.device);
        Tensor[]? details;
        using (no_grad())
            details = _net.Details([.. condition.Features.Select(f => f.index_select(0, owners))]);
        var decoded = _autoencoder.Decode(latents.index_select(0, chosen), details);
        return _loss.Compare(decoded, batch.Select(owners), random);
    }

    private int[][] DropSome(Tensor labels, Random random)
    {
        var heads = _schema.Heads.Count;
        return [.. labels.data<long>().ToArray().Chunk(heads).Select(row =>
        {
            var all = random.NextDouble() < _options.DropAllAttributes;
            return row.Select(label => all || random.NextDouble() < _options.DropAttribute ? -1 : (int)label).ToArray();
        })];
    }

    private static Tensor At(Tensor table, Tensor t) => table.index_select(0, t).reshape(-1, 1, 1, 1);
}
