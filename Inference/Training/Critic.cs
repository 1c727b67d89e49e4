using ThermalPortal.Inference.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Training;

/// <summary>A patch discriminator that learns beside a generator, and the adaptive weight of its verdict (VQGAN, Esser et al. 2021, eq. 7).</summary>
internal sealed class Critic
{
    private const int AdaptiveEvery = 8;
    private readonly PatchDiscriminator _net;

    public Critic(PatchDiscriminator net) => _net = net;

    /// <summary>Hinge loss that teaches the critic real (B, 3, S, S) from made (B, 3, S, S), both detached, for the thermal images (B, 1, S, S).</summary>
    public Tensor Lesson(Tensor real, Tensor made, Tensor thermal)
    {
        Tensor scores;
        using (Autocast.Begin(real.device))
            scores = _net.forward(cat([real, made.detach()]), thermal.repeat(2, 1, 1, 1));
        var halves = scores.chunk(2, 0);
        return 0.5 * (F.relu(1 - halves[0]).mean() + F.relu(1 + halves[1]).mean());
    }

    /// <summary>What the generator is told: lower = more real; weighted so that its gradient at <paramref name="last"/> is as long as that of <paramref name="rebuild"/>.</summary>
    public Tensor Verdict(int index, Tensor made, Tensor thermal, Tensor rebuild, Tensor last)
    {
        Tensor fool;
        Learns(false); // nothing of this may reach its own weights
        using (Autocast.Begin(made.device))
            fool = -_net.forward(made, thermal).mean();
        Learns(true);
        if (index % AdaptiveEvery == 0 || _net.AdaptiveWeight == 0)
            _net.AdaptiveWeight = Math.Clamp(Norm(rebuild, last) / (Norm(fool, last) + 1e-4), 0, 1e4);
        return _net.AdaptiveWeight * fool;
    }

    private void Learns(bool on)
    {
        foreach (var parameter in _net.parameters())
            parameter.requires_grad_(on);
    }

    private static double Norm(Tensor loss, Tensor last) => autograd.grad([loss], [last], retain_graph: true)[0].norm().item<float>();
}
