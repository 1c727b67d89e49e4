using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Training;

/// <summary>
/// Conditional PatchGAN (Isola et al. 2017): visible image (B, 3, S, S) and the thermal image (B, 1, S, S) it should belong to -> a score for each overlapping patch
/// (B, 1, h, w). GroupNorm in place of BatchNorm: small batches.
/// </summary>
public sealed class PatchDiscriminator : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly Conv2d _in;
    private readonly Conv2d _down1;
    private readonly GroupNorm _norm1;
    private readonly Conv2d _down2;
    private readonly GroupNorm _norm2;
    private readonly Conv2d _out;
    private readonly Tensor _adaptive_weight;

    public PatchDiscriminator(long width = 48) : base(nameof(PatchDiscriminator))
    {
        _in = nn.Conv2d(4, width, kernel_size: 4, stride: 2, padding: 1);
        _down1 = nn.Conv2d(width, 2 * width, kernel_size: 4, stride: 2, padding: 1);
        _norm1 = Layers.Layer.GroupNorm(2 * width);
        _down2 = nn.Conv2d(2 * width, 4 * width, kernel_size: 4, stride: 1, padding: 1);
        _norm2 = Layers.Layer.GroupNorm(4 * width);
        _out = nn.Conv2d(4 * width, 1, kernel_size: 4, stride: 1, padding: 1);
        _adaptive_weight = zeros(1).DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>The weight its verdict has now, 0 = none yet; a buffer, so that a resumed training equals an unbroken one.</summary>
    internal double AdaptiveWeight
    {
        get => _adaptive_weight.item<float>();
        set => _adaptive_weight.fill_(value);
    }

    public override Tensor forward(Tensor visible, Tensor thermal)
    {
        using var scope = NewDisposeScope();
        var h = F.leaky_relu(_in.forward(cat([visible, thermal], 1)), 0.2);
        h = F.leaky_relu(_norm1.forward(_down1.forward(h)), 0.2);
        h = F.leaky_relu(_norm2.forward(_down2.forward(h)), 0.2);
        return _out.forward(h).to_type(ScalarType.Float32).MoveToOuterDisposeScope();
    }
}
