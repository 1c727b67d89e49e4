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
/// Stage B: the denoiser on latents of the frozen autoencoder, about the frozen thermal estimate. Loss |y - y_theta|^2 on the residual at uniform times of the model's path, and, in the
/// later steps, the <see cref="HybridLoss"/> on a few decoded estimates of the denoiser: at any t, because a residual is small beside the estimate it is added to, unless <see cref="DiffusionStageOptions.LeastSignal"/> says otherwise.
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
    private readonly HybridLoss _loss;
    private readonly Critic? _critic;
    private readonly Parameter[] _learning;
    private readonly PathTable _path;

    public DiffusionStage(AttributeSchema schema, Autoencoder autoencoder, DenoiserOptions net, DiffusionStageOptions options, ImageLoss loss, TrainingOptions training, PairStore train, PairStore validation, AttributeVerdict? verdict = null)
    {
        (_schema, _autoencoder, _options, _training, _train, _validation) = (schema, autoencoder, options, training, train, validation);
        _net = new TranslationNet(net, schema).to(Compute.Device);
        _average = Ema.Start(new TranslationNet(net, schema).to(Compute.Device), _net);
        _learning = [.. Learning()];
        foreach (var parameter in _net.parameters().Except(_learning))
            parameter.requires_grad_(false);
        _path = new PathTable(DenoisingPath.Of(net.Path, net.Prediction));
        _critic = Critic.Of(options.Critic with { Start = options.HybridStart }, training.Steps);
        (Modules, Optimizers) = With(_critic, new() { ["net"] = _net, ["average"] = _average }, new() { ["net"] = optim.AdamW(_learning, beta1: 0.9, beta2: 0.99, weight_decay: 1e-3) });
        _loss = new HybridLoss(options, loss, verdict, _critic);
    }

    public override IReadOnlyDictionary<string, nn.Module> Modules { get; }

    public override IReadOnlyDictionary<string, OptimizerHelper> Optimizers { get; }

    /// <summary>The averaged network, the one to keep.</summary>
    public TranslationNet Trained => _average;

    /// <summary>Starts from trained weights instead of random ones.</summary>
    public void StartFrom(TranslationNet trained) => Ema.StartBoth(_net, _average, trained);

    // A plain model has no estimate that was trained before: its thermal encoder learns with it.
    private IEnumerable<Parameter> Learning() => _options.Objective switch
    {
        DiffusionObjective.Branch => _net.BranchParameters(),
        DiffusionObjective.Diffusion when _net.Options.Residual => _net.DiffusionParameters(),
        _ => _net.parameters(),
    };

    public override IReadOnlyList<(string, double)> Advance(int index, Random random)
    {
        var batch = Batch(_train, _train.Draw(_training.PartSize, random), _options.ImageSize, random);
        var z0 = Encode(batch.Visible);
        var labels = AttributeWeights.FromLabels(_schema, HiddenLabels.Of(batch.Labels, random, _options.DropAttribute, _options.DropAllAttributes)).to(z0.device);
        return _options.Objective == DiffusionObjective.Regression ? Regress(index, batch, z0, labels) : Diffuse(index, random, batch, z0, labels);
    }

    private IReadOnlyList<(string, double)> Diffuse(int index, Random random, PairBatch batch, Tensor z0, Tensor labels)
    {
        var draws = _options.NoiseDraws;
        Tensor x, noise, x0, prediction;
        PathDraw at;
        ThermalCondition condition, repeated;
        using (Autocast.Begin(z0.device))
        {
            condition = _net.Condition(batch.Thermal);
            if (_options.Objective == DiffusionObjective.Diffusion)
                _net.TrackResidual(z0, condition.Latent, share: Math.Max(0.01, 1.0 / (index + 1)));
            repeated = condition.Repeat(draws);
            x0 = _net.ToResidual(z0, condition).detach().repeat_interleave(draws, 0);
            (at, noise) = (_path.Draw(x0.shape[0], x0.device), randn_like(x0));
            x = at.Noisy(x0, noise);
            prediction = _net.forward(x, at.NetworkTime, labels.repeat_interleave(draws, 0), repeated);
        }
        var error = (prediction - at.Answer(x0, noise)).square().mean();
        var clear = at.Signal.ge(_options.LeastSignal).nonzero().flatten();
        if (index < _options.HybridStart * _training.Steps || clear.shape[0] == 0)
        {
            Learn(index, error);
            return [("noise", error.item<float>()), .. HybridLoss.Silence, ("critic", 0)];
        }
        var chosen = clear.index_select(0, randperm(clear.shape[0], dtype: ScalarType.Int64, device: clear.device)[..Math.Min(_options.ImagesDecoded, (int)clear.shape[0])]);
        var latents = _net.FromResidual(at.Clean(x, prediction), repeated).index_select(0, chosen);
        var owners = chosen.div(draws, RoundingMode.floor);
        var owned = batch.Select(owners);
        var made = Decode(latents, condition, owners);
        Tensor image;
        (string, double)[] curve;
        using (Autocast.Begin(z0.device))
            (image, curve) = _loss.Of(index, made, latents, owned, random);
        Learn(index, error + image);
        return [("noise", error.item<float>()), .. curve, ("critic", Teach(_critic, index, owned.Visible, made, owned.Thermal, _training.GradientClip))];
    }

    private void Learn(int index, Tensor loss)
    {
        Descend("net", _learning, loss, _training.GradientClip);
        Average(_average, _net, index, _training.EmaDecay);
    }

    private List<(string, double)> Regress(int index, PairBatch batch, Tensor z0, Tensor labels)
    {
        var last = NoiseSchedule.Default.Count - 1;
        Tensor prediction;
        using (Autocast.Begin(z0.device))
            prediction = _net.forward(zeros_like(z0), full(z0.shape[0], last, dtype: ScalarType.Int64, device: z0.device), labels, _net.Condition(batch.Thermal));
        var loss = (-NoiseSchedule.Default.Sigma(last) * prediction - z0).abs().mean();
        Learn(index, loss);
        return [("latent", loss.item<float>())];
    }

    public override Tensor Sheet(out int columns)
    {
        columns = 12;
        using var _ = inference_mode();
        var rows = Enumerable.Range(0, 24).Select(i => (long)i * (_validation.Pairs.Count - 1) / 23).ToArray();
        var batch = Batch(_validation, rows, _options.ImageSize, null);
        var translator = new LatentTranslator(_autoencoder, _average, _schema, Compute.Device);
        var unknown = AttributeWeights.Null(_schema, rows.Length);
        Tensor[] pictures = _options.Objective == DiffusionObjective.Regression
            ? [batch.Thermal.expand(-1, 3, -1, -1), translator.Regress(batch.Thermal, unknown), batch.Visible]
            : [batch.Thermal.expand(-1, 3, -1, -1), .. _net.Options.Residual ? [translator.Estimate(batch.Thermal)] : Array.Empty<Tensor>(), translator.Sample(batch.Thermal, unknown, [.. rows], new() { Guidance = 1 }), batch.Visible];
        return cat([.. pictures.Select(p => p[..12]), .. pictures.Select(p => p[12..])]);
    }

    private Tensor Encode(Tensor visible)
    {
        using var _ = no_grad();
        using var cast = Autocast.Begin(visible.device);
        return _autoencoder.Encode(visible);
    }

    /// <summary>Pictures of a few latents, whose conditions are the rows <paramref name="owners"/> of the batch's.</summary>
    private Tensor Decode(Tensor latents, ThermalCondition condition, Tensor owners)
    {
        using var cast = Autocast.Begin(latents.device);
        Tensor[]? details;
        using (no_grad())
            details = _net.Details([.. condition.Features.Select(f => f.index_select(0, owners))]);
        return _autoencoder.Decode(latents, details);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _path.Dispose();
    }
}
