using ThermalPortal.Inference.Autoencoding;
using ThermalPortal.Inference.Tensors;
using ThermalPortal.Inference.Training.Data;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Training;

/// <summary>Stage A0: the visible autoencoder, image loss + KL, or + the losses of the codebook, and from some step on a critic of rebuilt pictures.</summary>
internal sealed class AutoencoderStage : TrainingStage
{
    private readonly PairStore _train;
    private readonly PairStore _validation;
    private readonly AutoencoderStageOptions _options;
    private readonly TrainingOptions _training;
    private readonly ImageLoss _loss;
    private readonly Autoencoder _net;
    private readonly Autoencoder _average;
    private readonly Critic? _critic;

    public AutoencoderStage(AutoencoderOptions net, AutoencoderStageOptions options, ImageLoss loss, TrainingOptions training, PairStore train, PairStore validation)
    {
        (_options, _loss, _training, _train, _validation) = (options, loss, training, train, validation);
        _net = new Autoencoder(net).to(Compute.Device);
        _average = Ema.Start(new Autoencoder(net).to(Compute.Device), _net);
        _critic = Critic.Of(options.Critic, training.Steps);
        (Modules, Optimizers) = With(_critic, new() { ["net"] = _net, ["average"] = _average }, new() { ["net"] = optim.AdamW(_net.parameters(), beta1: 0.9, beta2: 0.99, weight_decay: 1e-4) });
    }

    public override IReadOnlyDictionary<string, nn.Module> Modules { get; }

    public override IReadOnlyDictionary<string, OptimizerHelper> Optimizers { get; }

    /// <summary>The averaged autoencoder, the one to keep.</summary>
    public Autoencoder Trained => _average;

    /// <summary>Starts from a finished autoencoder instead of random weights.</summary>
    public void StartFrom(Autoencoder finished) => Ema.StartBoth(_net, _average, finished);

    public override IReadOnlyList<(string, double)> Advance(int index, Random random)
    {
        var batch = Batch(_train, _train.Draw(_training.PartSize, random), _options.ImageSize, random);
        Tensor raw, latent, loss, made;
        (string, double)[] curve;
        ImageLossTerms image;
        using (Autocast.Begin(batch.Visible.device))
        {
            (raw, latent, loss, curve) = _net.Quantizer is null ? Sample(batch.Visible) : Quantize(_net.Quantizer, batch.Visible);
            made = _net.DecodeRaw(latent);
            image = _loss.Compare(made, batch, random);
        }
        var rebuild = image.Sum.mean();
        loss = loss + rebuild;
        if (_critic?.IsHeard(index) == true)
            loss = loss + _critic.Verdict(index, made, batch.Thermal, rebuild, _net.LastWeight);
        Descend("net", _net.parameters(), loss, _training.GradientClip);
        if (Part.Index == Part.Count - 1)
            _net.Quantizer?.Reseed(raw, random);
        Average(_average, _net, index, _training.EmaDecay);
        return [.. image.Curve, .. curve, ("critic", Teach(_critic, index, batch.Visible, made, batch.Thermal, _training.GradientClip))];
    }

    private (Tensor Raw, Tensor Latent, Tensor Loss, (string, double)[] Curve) Sample(Tensor visible)
    {
        var (mean, logVariance) = _net.Moments(visible);
        var latent = mean + randn_like(mean) * (0.5 * logVariance).exp();
        var kl = 0.5 * (mean.square() + logVariance.exp() - 1 - logVariance).sum([1, 2, 3]).mean();
        return (mean, latent, _options.KlWeight * kl, [("kl", kl.item<float>())]);
    }

    private (Tensor Raw, Tensor Latent, Tensor Loss, (string, double)[] Curve) Quantize(VectorQuantizer quantizer, Tensor visible)
    {
        var latent = _net.Latent(visible);
        var (quantized, codes) = quantizer.forward(latent);
        quantizer.Use(codes);
        var loss = quantizer.Loss(latent, codes);
        return (latent, quantized, loss, [("codebook", loss.item<float>()), ("perplexity", quantizer.Perplexity(codes))]);
    }

    /// <summary>Latent statistics over up to 1,024 training images, for standardised latents.</summary>
    public override void Finish()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var random = new Random(0);
        var latents = Enumerable.Range(0, 16).Select(_ => _average.Latent(Batch(_train, _train.Draw(64, random), _options.ImageSize, random).Visible));
        _average.SetLatentStatistics(cat(latents.ToArray()));
    }

    public override Tensor Sheet(out int columns)
    {
        columns = 8;
        using var _ = no_grad();
        using var cast = Autocast.Begin(Compute.Device);
        var rows = Enumerable.Range(0, 16).Select(i => (long)i * (_validation.Pairs.Count - 1) / 15).ToArray();
        var x = Batch(_validation, rows, _options.ImageSize, null).Visible;
        var recon = _average.forward(x);
        return cat([x[..8], recon[..8], x[8..], recon[8..]]);
    }
}
