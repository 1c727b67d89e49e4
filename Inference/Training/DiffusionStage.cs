using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Autoencoding;
using ThermalPortal.Inference.Denoising;
using ThermalPortal.Inference.Metrics;
using ThermalPortal.Inference.Pipelines;
using ThermalPortal.Inference.Sampling;
using ThermalPortal.Inference.Tensors;
using ThermalPortal.Inference.Training.Data;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Training;

/// <summary>
/// Stage B: the conditional denoiser on latents of the frozen autoencoder. Loss |v - v_theta|^2 at uniform t, later also
/// alpha_t (L1 + perceptual) on a few decoded estimates x0h = alpha_t x_t - sigma_t v_theta.
/// </summary>
public sealed class DiffusionStage : TrainingStage
{
    private const double ImagePerceptualWeight = 0.2;
    private readonly AttributeSchema _schema;
    private readonly Autoencoder _autoencoder;
    private readonly DiffusionStageOptions _options;
    private readonly TrainingOptions _training;
    private readonly PairStore _train;
    private readonly PairStore _validation;
    private readonly TranslationNet _net;
    private readonly TranslationNet _average;
    private readonly PerceptualNet? _perceptual;
    private readonly Tensor _alphas;
    private readonly Tensor _sigmas;

    public DiffusionStage(AttributeSchema schema, Autoencoder autoencoder, DenoiserOptions net, DiffusionStageOptions options, TrainingOptions training, PairStore train, PairStore validation)
    {
        (_schema, _autoencoder, _options, _training, _train, _validation) = (schema, autoencoder, options, training, train, validation);
        _net = new TranslationNet(net, schema);
        _average = Ema.Start(new TranslationNet(net, schema), _net);
        _perceptual = options.PerceptualFolder is { } folder ? new PerceptualNet(folder) : null;
        var schedule = NoiseSchedule.Default;
        _alphas = tensor(Enumerable.Range(0, schedule.Count).Select(t => (float)schedule.Alpha(t)).ToArray());
        _sigmas = tensor(Enumerable.Range(0, schedule.Count).Select(t => (float)schedule.Sigma(t)).ToArray());
        Modules = new Dictionary<string, nn.Module> { ["net"] = _net, ["average"] = _average };
        Optimizers = new Dictionary<string, OptimizerHelper> { ["net"] = optim.AdamW(_net.parameters(), beta1: 0.9, beta2: 0.99, weight_decay: 1e-3) };
    }

    public override IReadOnlyDictionary<string, nn.Module> Modules { get; }

    public override IReadOnlyDictionary<string, OptimizerHelper> Optimizers { get; }

    /// <summary>The averaged network, the one to keep.</summary>
    public TranslationNet Result => _average;

    public override IReadOnlyList<(string, double)> Advance(int index, Random random)
    {
        var batch = Augmentation.Batch(_train, _train.Draw(_training.BatchSize, random), _options.ImageSize, random);
        var draws = _options.Objective == DiffusionObjective.Regression ? 1 : _options.NoiseDraws;
        var z0 = Encode(batch.Visible).repeat_interleave(draws, 0);
        var weights = AttributeWeights.FromLabels(_schema, DropSome(batch.Labels, random)).repeat_interleave(draws, 0);
        var (x, t, v) = Noise(z0);
        Tensor prediction;
        using (Autocast.Begin(x.device))
            prediction = _net.forward(x, t, weights, _net.Condition(batch.Thermal).Repeat(draws));
        var estimate = At(_alphas, t) * x - At(_sigmas, t) * prediction;
        var latent = _options.Objective == DiffusionObjective.Regression ? (estimate - z0).abs().mean() : (prediction - v).square().mean();
        var loss = latent;
        Tensor image = zeros(1);
        if (_options.Objective == DiffusionObjective.Diffusion && index >= _options.HybridStart * _training.Steps)
        {
            var ramp = Math.Min(1, (index - _options.HybridStart * _training.Steps) / (0.05 * _training.Steps));
            image = ImageTerms(estimate, t, batch.Visible.repeat_interleave(draws, 0), random);
            loss = latent + ramp * _options.HybridWeight * image;
        }
        Descend("net", _net, loss, _training.GradientClip);
        Ema.Update(_average, _net, Ema.Decay(index, _training.EmaDecay));
        return [("latent", latent.item<float>()), ("image", image.item<float>())];
    }

    public override Tensor Sheet(out int columns)
    {
        columns = 12;
        using var _ = inference_mode();
        var rows = Enumerable.Range(0, 24).Select(i => (long)i * (_validation.Pairs.Count - 1) / 23).ToArray();
        var batch = Augmentation.Batch(_validation, rows, _options.ImageSize, null);
        var sampler = new LatentTranslator(_autoencoder, _average, _schema, CPU);
        var ours = _options.Objective == DiffusionObjective.Regression
            ? sampler.Regress(batch.Thermal, AttributeWeights.Null(_schema, rows.Length))
            : sampler.Sample(batch.Thermal, AttributeWeights.Null(_schema, rows.Length), [.. rows], new LatentTranslatorOptions { Guidance = 1 });
        var thermal = batch.Thermal.expand(-1, 3, -1, -1);
        return cat([thermal[..12], ours[..12], batch.Visible[..12], thermal[12..], ours[12..], batch.Visible[12..]]);
    }

    private Tensor Encode(Tensor visible)
    {
        using var _ = no_grad();
        using var cast = Autocast.Begin(visible.device);
        return _autoencoder.Encode(visible);
    }

    private (Tensor X, Tensor T, Tensor V) Noise(Tensor z0)
    {
        if (_options.Objective == DiffusionObjective.Regression)
            return (zeros_like(z0), full(z0.shape[0], _alphas.shape[0] - 1, dtype: ScalarType.Int64), zeros_like(z0));
        var t = randint(0, _alphas.shape[0], [z0.shape[0]], dtype: ScalarType.Int64);
        var eps = randn_like(z0);
        return (At(_alphas, t) * z0 + At(_sigmas, t) * eps, t, At(_alphas, t) * eps - At(_sigmas, t) * z0);
    }

    private Tensor ImageTerms(Tensor estimate, Tensor t, Tensor visible, Random random)
    {
        var chosen = randperm(t.shape[0], dtype: ScalarType.Int64)[..Math.Min(_options.HybridImages, (int)t.shape[0])];
        var target = visible.index_select(0, chosen);
        var weight = At(_alphas, t.index_select(0, chosen)).flatten();
        var (top, left) = (random.Next((int)target.shape[2] / 2 + 1), random.Next((int)target.shape[3] / 2 + 1));
        Tensor Crop(Tensor x) => x.narrow(2, top, target.shape[2] / 2).narrow(3, left, target.shape[3] / 2);
        using var cast = Autocast.Begin(estimate.device);
        var decoded = _autoencoder.Decode(estimate.index_select(0, chosen));
        var terms = (decoded - target).abs().mean([1, 2, 3]);
        if (_perceptual is not null)
            terms = terms + ImagePerceptualWeight * _perceptual.forward(Crop(decoded), Crop(target));
        return (weight * terms).mean();
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
