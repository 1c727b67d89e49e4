using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Layers;

/// <summary>GroupNorm-SiLU-conv3 twice with a skip: (B, in, H, W) -> (B, out, H, W).</summary>
public sealed class ResBlock : nn.Module<Tensor, Tensor>
{
    private readonly GroupNorm _norm1;
    private readonly Conv2d _conv1;
    private readonly GroupNorm _norm2;
    private readonly Conv2d _conv2;
    private readonly Conv2d? _skip;

    public ResBlock(long inputs, long outputs) : base(nameof(ResBlock))
    {
        _norm1 = Layer.GroupNorm(inputs);
        _conv1 = Layer.Conv3(inputs, outputs);
        _norm2 = Layer.GroupNorm(outputs);
        _conv2 = Layer.Conv3(outputs, outputs);
        _skip = inputs == outputs ? null : Layer.Conv1(inputs, outputs);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var h = _conv1.forward(F.silu(_norm1.forward(x)));
        h = _conv2.forward(F.silu(_norm2.forward(h)));
        return (h + (_skip?.forward(x) ?? x)).MoveToOuterDisposeScope();
    }
}
