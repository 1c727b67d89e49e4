using ThermalPortal.Inference.Autoencoding;
using ThermalPortal.Inference.Tensors;
using ThermalPortal.Inference.Training.Data;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Training;

/// <summary>Stage A0: the visible autoencoder, image loss + KL. The critic sharpens its decoder later, in <see cref="EstimateStage"/>.</summary>
internal sealed class AutoencoderStage : TrainingStage
{
    private const double KlWeight = 1e-6;
    private readonly PairStore _train;
    private readonly PairStore _validation;
    private readonly int _imageSize;
    private readonly TrainingOptions _training;
    private readonly ImageLoss _loss;
    private readonly Autoencoder _net;
    private readonly Autoencoder _average;

    public AutoencoderStage(AutoencoderOptions net, int imageSize, ImageLoss loss, TrainingOptions training, PairStore train, PairStore validation)
    {
        (_imageSize, _loss, _training, _train, _validation) = (imageSize, loss, training, train, validation);
        _net = new Autoencoder(net);
        _average = Ema.Start(new Autoencoder(net), _net);
        Modules = new Dictionary<string, nn.Module> { ["net"] = _net, ["average"] = _average };
        Optimizers = new Dictionary<string, OptimizerHelper> { ["net"] = optim.AdamW(_net.parameters(), beta1: 0.9, beta2: 0.99, weight_decay: 1e-4) };
    }

    public override IReadOnlyDictionary<string, nn.Module> Modules { get; }

    public override IReadOnlyDictionary<string, OptimizerHelper> Optimizers { get; }

    /// <summary>The averaged autoencoder, the one to keep.</summary>
    public Autoencoder Trained => _average;

    /// <summary>Starts from a finished autoencoder instead of random weights.</summary>
    public void StartFrom(Autoencoder finished) => Ema.StartBoth(_net, _average, finished);

    public override IReadOnlyList<(string, double)> Advance(int index, Random random)
    {
        var batch = Augmentation.Batch(_train, _train.Draw(_training.PartSize, random), _imageSize, random);
        Tensor kl;
        ImageLossTerms image;
        using (Autocast.Begin(batch.Visible.device))
        {
            var (mean, logVariance) = _net.Moments(batch.Visible);
            var recon = _net.DecodeRaw(mean + randn_like(mean) * (0.5 * logVariance).exp());
            kl = 0.5 * (mean.square() + logVariance.exp() - 1 - logVariance).sum([1, 2, 3]).mean();
            image = _loss.Compare(recon, batch, random);
        }
        Descend("net", _net.parameters(), image.Sum.mean() + KlWeight * kl, _training.GradientClip);
        Average(_average, _net, index, _training.EmaDecay);
        return [.. image.Curve, ("kl", kl.item<float>())];
    }

    /// <summary>Latent statistics over up to 1,024 training images, for standardised latents.</summary>
    public override void Finish()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var random = new Random(0);
        var means = Enumerable.Range(0, 16).Select(_ => _average.Moments(Augmentation.Batch(_train, _train.Draw(64, random), _imageSize, random).Visible).Mean);
        _average.SetLatentStatistics(cat(means.ToArray()));
    }

    public override Tensor Sheet(out int columns)
    {
        columns = 8;
        using var _ = no_grad();
        using var cast = Autocast.Begin(CPU);
        var rows = Enumerable.Range(0, 16).Select(i => (long)i * (_validation.Pairs.Count - 1) / 15).ToArray();
        var x = Augmentation.Batch(_validation, rows, _imageSize, null).Visible;
        var recon = _average.DecodeRaw(_average.Moments(x).Mean);
        return cat([x[..8], recon[..8], x[8..], recon[8..]]);
    }
}
