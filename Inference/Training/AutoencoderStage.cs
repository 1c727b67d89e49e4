using ThermalPortal.Inference.Autoencoding;
using ThermalPortal.Inference.Metrics;
using ThermalPortal.Inference.Tensors;
using ThermalPortal.Inference.Training.Data;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Training;

/// <summary>
/// Stage A0: L1 + perceptual + KL, then also adversarial with the adaptive weight of VQGAN (Esser et al. 2021, eq. 7).
/// </summary>
public sealed class AutoencoderStage : TrainingStage
{
    private const double KlWeight = 1e-6;
    private const int AdaptiveEvery = 8;
    private readonly PairStore _train;
    private readonly PairStore _validation;
    private readonly AutoencoderStageOptions _options;
    private readonly TrainingOptions _training;
    private readonly Autoencoder _net;
    private readonly Autoencoder _average;
    private readonly PatchDiscriminator _critic = new();
    private readonly PerceptualNet? _perceptual;
    private double _adversarialWeight;

    public AutoencoderStage(AutoencoderOptions net, AutoencoderStageOptions options, TrainingOptions training, PairStore train, PairStore validation)
    {
        (_options, _training, _train, _validation) = (options, training, train, validation);
        _net = new Autoencoder(net);
        _average = Ema.Start(new Autoencoder(net), _net);
        _perceptual = options.PerceptualFolder is { } folder ? new PerceptualNet(folder) : null;
        Modules = new Dictionary<string, nn.Module> { ["net"] = _net, ["average"] = _average, ["critic"] = _critic };
        Optimizers = new Dictionary<string, OptimizerHelper>
        {
            ["net"] = optim.AdamW(options.DecoderOnly ? _net.DecoderParameters() : _net.parameters(), beta1: 0.9, beta2: 0.99, weight_decay: 1e-4),
            ["critic"] = optim.AdamW(_critic.parameters(), beta1: 0.5, beta2: 0.9, weight_decay: 0),
        };
    }

    public override IReadOnlyDictionary<string, nn.Module> Modules { get; }

    public override IReadOnlyDictionary<string, OptimizerHelper> Optimizers { get; }

    /// <summary>The averaged autoencoder, the one to keep.</summary>
    public Autoencoder Result => _average;

    public override IReadOnlyList<(string, double)> Advance(int index, Random random)
    {
        var x = Augmentation.Batch(_train, _train.Draw(_training.BatchSize, random), _options.ImageSize, random).Visible;
        var criticLearns = index >= _options.AdversarialStart * _training.Steps;
        var adversarial = index >= _options.AdversarialStart * _training.Steps + _options.CriticWarmupSteps;
        Tensor recon, kl, distance, fool = zeros(1);
        using (Autocast.Begin(x.device))
        {
            var (mean, logVariance) = Moments(x);
            recon = _options.DecoderOnly ? _net.Decode(Disturb(_net.Standardize(mean))) : _net.DecodeRaw(mean + randn_like(mean) * (0.5 * logVariance).exp());
            kl = 0.5 * (mean.square() + logVariance.exp() - 1 - logVariance).sum([1, 2, 3]).mean();
            distance = PerceptualDistance(x, recon, random);
            if (adversarial)
                fool = -_critic.forward(recon).mean();
        }
        var l1 = (recon - x).abs().mean();
        var rebuild = l1 + _options.PerceptualWeight * distance;
        if (adversarial && (index % AdaptiveEvery == 0 || _adversarialWeight == 0))
            _adversarialWeight = AdaptiveWeight(rebuild, fool);
        var loss = rebuild + KlWeight * kl + (adversarial ? _options.AdversarialWeight * _adversarialWeight * fool : 0);
        Descend("net", _net, loss, _training.GradientClip);
        var critic = criticLearns ? TrainCritic(x, recon.detach()) : 0;
        Ema.Update(_average, _net, Ema.Decay(index, _training.EmaDecay));
        return [("l1", l1.item<float>()), ("perceptual", distance.item<float>()), ("kl", kl.item<float>()), ("critic", critic), ("adversarial_weight", _adversarialWeight)];
    }

    /// <summary>Starts from a finished autoencoder instead of random weights.</summary>
    public void StartFrom(Autoencoder finished)
    {
        Ema.Update(_net, finished, 0);
        Ema.Update(_average, finished, 0);
    }

    /// <summary>Latent statistics over up to 1,024 training images, for standardised latents.</summary>
    public override void Finish()
    {
        if (_options.DecoderOnly)
            return;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var random = new Random(0);
        var means = Enumerable.Range(0, 16).Select(_ => _average.Moments(Augmentation.Batch(_train, _train.Draw(64, random), _options.ImageSize, random).Visible).Mean);
        _average.SetLatentStatistics(cat(means.ToArray()));
    }

    public override Tensor Sheet(out int columns)
    {
        columns = 8;
        using var _ = no_grad();
        using var cast = Autocast.Begin(CPU);
        var rows = Enumerable.Range(0, 16).Select(i => (long)i * (_validation.Pairs.Count - 1) / 15).ToArray();
        var x = Augmentation.Batch(_validation, rows, _options.ImageSize, null).Visible;
        var recon = _average.DecodeRaw(_average.Moments(x).Mean);
        return cat([x[..8], recon[..8], x[8..], recon[8..]]);
    }

    private (Tensor Mean, Tensor LogVariance) Moments(Tensor x)
    {
        if (!_options.DecoderOnly)
            return _net.Moments(x);
        using var _ = no_grad();
        return _net.Moments(x);
    }

    private Tensor Disturb(Tensor latent) => latent + randn_like(latent) * rand(latent.shape[0], 1, 1, 1) * _options.LatentNoise;

    private Tensor PerceptualDistance(Tensor x, Tensor recon, Random random)
    {
        if (_perceptual is null)
            return zeros(1);
        var crop = Math.Min(_options.PerceptualCrop, (int)x.shape[2]);
        var (top, left) = (random.Next((int)x.shape[2] - crop + 1), random.Next((int)x.shape[3] - crop + 1));
        Tensor Crop(Tensor image) => image.narrow(2, top, crop).narrow(3, left, crop);
        return _perceptual.forward(Crop(recon), Crop(x)).mean();
    }

    private double AdaptiveWeight(Tensor rebuild, Tensor fool)
    {
        var rebuildNorm = autograd.grad([rebuild], [_net.LastWeight], retain_graph: true)[0].norm().item<float>();
        var foolNorm = autograd.grad([fool], [_net.LastWeight], retain_graph: true)[0].norm().item<float>();
        return Math.Clamp(rebuildNorm / (foolNorm + 1e-4), 0, 1e4);
    }

    private double TrainCritic(Tensor real, Tensor fake)
    {
        Tensor realScore, fakeScore;
        using (Autocast.Begin(real.device))
            (realScore, fakeScore) = (_critic.forward(real), _critic.forward(fake));
        var loss = 0.5 * (F.relu(1 - realScore).mean() + F.relu(1 + fakeScore).mean());
        Descend("critic", _critic, loss, _training.GradientClip);
        return loss.item<float>();
    }
}
