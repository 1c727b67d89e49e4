using ThermalPortal.Inference.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Training;

/// <summary>A patch discriminator that learns beside a stage, and the adaptive weight of its verdict (VQGAN, Esser et al. 2021, eq. 7).</summary>
internal sealed class Critic
{
    private const int AdaptiveEvery = 8;
    private readonly CriticOptions _options;
    private readonly int _steps;

    private Critic(CriticOptions options, int steps)
    {
        (_options, _steps) = (options, steps);
        Net = new PatchDiscriminator(options.Width).to(Compute.Device);
        Optimizer = optim.AdamW(Net.parameters(), beta1: 0.5, beta2: 0.9, weight_decay: 0);
    }

    /// <summary>The critic of a stage of so many steps, which owns its net and optimiser; null when it has no weight.</summary>
    public static Critic? Of(CriticOptions options, int steps) => options.Weight > 0 ? new(options, steps) : null;

    public PatchDiscriminator Net { get; }

    public OptimizerHelper Optimizer { get; }

    /// <summary>Whether it has begun to learn.</summary>
    public bool Learns(int index) => index >= _options.Start * _steps;

    /// <summary>Whether it has learnt enough to be listened to.</summary>
    public bool IsHeard(int index) => index >= (_options.Start + _options.Warmup) * _steps;

    /// <summary>Hinge loss that teaches the critic real (B, 3, S, S) from made (B, 3, S, S), both detached, for the thermal images (B, 1, S, S).</summary>
    public Tensor Lesson(Tensor real, Tensor made, Tensor thermal)
    {
        Tensor scores;
        using (Autocast.Begin(real.device))
            scores = Net.forward(cat([real, made.detach()]), thermal.repeat(2, 1, 1, 1));
        var halves = scores.chunk(2, 0);
        return 0.5 * (F.relu(1 - halves[0]).mean() + F.relu(1 + halves[1]).mean());
    }

    /// <summary>What the generator is told: lower = more real; weighted so that its gradient at <paramref name="last"/> is <see cref="CriticOptions.Weight"/> times as long as that of <paramref name="rebuild"/>.</summary>
    public Tensor Verdict(int index, Tensor made, Tensor thermal, Tensor rebuild, Tensor last)
    {
        Tensor fool;
        Hold(false); // nothing of this may reach its own weights
        using (Autocast.Begin(made.device))
            fool = -Net.forward(made, thermal).mean();
        Hold(true);
        if (index % AdaptiveEvery == 0 || Net.AdaptiveWeight == 0)
            Net.AdaptiveWeight = Math.Clamp(Norm(rebuild, last) / (Norm(fool, last) + 1e-4), 0, 1e4);
        return _options.Weight * Net.AdaptiveWeight * fool;
    }

    private void Hold(bool on)
    {
        foreach (var parameter in Net.parameters())
            parameter.requires_grad_(on);
    }

    private static double Norm(Tensor loss, Tensor last) => autograd.grad([loss], [last], retain_graph: true)[0].norm().item<float>();
}
