using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Autoencoding;
using ThermalPortal.Inference.Denoising;
using ThermalPortal.Inference.Pipelines;
using ThermalPortal.Inference.Tensors;
using ThermalPortal.Inference.Training.Data;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Training;

/// <summary>
/// Stage A1: the thermal encoder learns to estimate the visible latent, |c - z0|, and the decoder to draw clean faces from such estimates with the thermal
/// detail beside them: image loss on latents between the estimate and the truth, then also a critic. The visible encoder, and so the latent space, stays.
/// </summary>
internal sealed class EstimateStage : TrainingStage
{
    private const double Mixed = 0.25; // share of faces mixed of two people, where their points lie alike
    private readonly AttributeSchema _schema;
    private readonly EstimateStageOptions _options;
    private readonly ImageLoss _loss;
    private readonly TrainingOptions _training;
    private readonly PairStore _train;
    private readonly PairStore _validation;
    private readonly Autoencoder _autoencoder;
    private readonly Autoencoder _autoencoderAverage;
    private readonly TranslationNet _net;
    private readonly TranslationNet _average;
    private readonly Critic? _critic;
    private readonly Parameter[] _learning;

    public EstimateStage(AttributeSchema schema, Autoencoder autoencoder, DenoiserOptions net, EstimateStageOptions options, ImageLoss loss, TrainingOptions training, PairStore train, PairStore validation)
    {
        (_schema, _options, _loss, _training, _train, _validation) = (schema, options, loss, training, train, validation);
        _autoencoder = new Autoencoder(autoencoder.Options).to(Compute.Device);
        Ema.Update(_autoencoder, autoencoder, 0);
        _autoencoderAverage = Ema.Start(new Autoencoder(autoencoder.Options).to(Compute.Device), autoencoder);
        _net = new TranslationNet(net, schema).to(Compute.Device);
        _average = Ema.Start(new TranslationNet(net, schema).to(Compute.Device), _net);
        _critic = Critic.Of(options.Critic, training.Steps);
        _learning = [.. _net.EstimateParameters(), .. _autoencoder.DecoderParameters()];
        (Modules, Optimizers) = With(_critic, new() { ["net"] = _net, ["average"] = _average, ["autoencoder"] = _autoencoder, ["autoencoder-average"] = _autoencoderAverage },
            new() { ["net"] = optim.AdamW(_learning, beta1: 0.9, beta2: 0.99, weight_decay: 1e-3) });
    }

    public override IReadOnlyDictionary<string, nn.Module> Modules { get; }

    public override IReadOnlyDictionary<string, OptimizerHelper> Optimizers { get; }

    /// <summary>The averaged translation net: its estimate is trained, its diffusion is not yet.</summary>
    public TranslationNet Trained => _average;

    /// <summary>The averaged autoencoder with the decoder that knows estimates.</summary>
    public Autoencoder TrainedAutoencoder => _autoencoderAverage;

    /// <summary>Starts from trained weights instead of random ones.</summary>
    public void StartFrom(TranslationNet trained) => Ema.StartBoth(_net, _average, trained);

    /// <summary>Takes over who the student says the person is.</summary>
    public void StartFrom(ThermalDescriptor trained) => Ema.StartBoth(_net.Descriptor!, _average.Descriptor!, trained);

    public override IReadOnlyList<(string, double)> Advance(int index, Random random)
    {
        var batch = Batch(_train, _train.Draw(_training.PartSize, random), _options.ImageSize, random, Mixed);
        var drawn = Math.Min(_options.ImagesDecoded, _training.PartSize);
        Tensor z0, estimate, made;
        ImageLossTerms image;
        using (Autocast.Begin(batch.Thermal.device))
        {
            using (no_grad())
                z0 = _autoencoder.Encode(batch.Visible);
            var condition = _net.Condition(batch.Thermal);
            estimate = (condition.Latent - z0).abs().mean();
            made = _autoencoder.Decode(Between(condition.Latent[..drawn], z0[..drawn]), _net.Details([.. condition.Features.Select(f => f[..drawn])]));
            image = _loss.Compare(made, batch, random);
        }
        var rebuild = image.Sum.mean();
        var loss = rebuild + _options.EstimateWeight * estimate;
        if (_critic?.IsHeard(index) == true)
            loss = loss + _critic.Verdict(index, made, batch.Thermal[..drawn], rebuild, _autoencoder.LastWeight);
        Descend("net", _learning, loss, _training.GradientClip);
        var lesson = Teach(_critic, index, batch.Visible[..drawn], made, batch.Thermal[..drawn], _training.GradientClip);
        Average(_average, _net, index, _training.EmaDecay);
        Average(_autoencoderAverage, _autoencoder, index, _training.EmaDecay);
        return [("estimate", estimate.item<float>()), .. image.Curve, ("critic", lesson)];
    }

    public override Tensor Sheet(out int columns)
    {
        columns = 12;
        var rows = Enumerable.Range(0, 24).Select(i => (long)i * (_validation.Pairs.Count - 1) / 23).ToArray();
        var batch = Batch(_validation, rows, _options.ImageSize, null);
        Tensor[] pictures = [batch.Thermal.expand(-1, 3, -1, -1), new LatentTranslator(_autoencoderAverage, _average, _schema, Compute.Device).Estimate(batch.Thermal), batch.Visible];
        return cat([.. pictures.Select(p => p[..12]), .. pictures.Select(p => p[12..])]);
    }

    /// <summary>
    /// The estimate itself for every second image; for the others what samplers hand to the decoder: a random point on the way to the truth, and up to half as much noise as
    /// the way is long, without which the decoder learns to read the point off the way and makes much of any other step (ADR 15).
    /// </summary>
    private static Tensor Between(Tensor estimate, Tensor truth)
    {
        Tensor Share() => rand(estimate.shape[0], 1, 1, 1, device: estimate.device) * (arange(estimate.shape[0], device: estimate.device) % 2).reshape(-1, 1, 1, 1);
        var way = truth - estimate;
        return estimate + Share() * way + 0.5 * Share() * way.detach().std([1, 2, 3], keepdim: true) * randn_like(estimate);
    }
}
