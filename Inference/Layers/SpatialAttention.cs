using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Layers;

/// <summary>Single-head self-attention over all positions with a residual: (B, C, H, W) -> same.</summary>
public sealed class SpatialAttention : nn.Module<Tensor, Tensor>
{
    private readonly GroupNorm _norm;
    private readonly Conv2d _qkv;
    private readonly Conv2d _out;

    public SpatialAttention(long channels) : base(nameof(SpatialAttention))
    {
        _norm = Layer.GroupNorm(channels);
        _qkv = Layer.Conv1(channels, 3 * channels);
        _out = Layer.Zero(Layer.Conv1(channels, channels));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var (b, c, h, w) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3]);
        var qkv = _qkv.forward(_norm.forward(x)).reshape(b, 3, 1, c, h * w).transpose(3, 4); // (B, 3, 1, L, C)
        var y = F.scaled_dot_product_attention(qkv.select(1, 0), qkv.select(1, 1), qkv.select(1, 2)); // (B, 1, L, C)
        y = _out.forward(y.transpose(2, 3).reshape(b, c, h, w));
        return (x + y).MoveToOuterDisposeScope();
    }
}
