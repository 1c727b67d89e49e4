using ThermalPortal.Inference.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Denoising;

/// <summary>ResBlock whose second norm is scaled and shifted by the embedding: (B, in, H, W), (B, d_mod) -> (B, out, H, W).</summary>
public sealed class ModulatedResBlock : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly GroupNorm _norm1;
    private readonly Conv2d _conv1;
    private readonly Linear _modulation;
    private readonly GroupNorm _norm2;
    private readonly Conv2d _conv2;
    private readonly Conv2d? _skip;

    public ModulatedResBlock(long inputs, long outputs, long modulationWidth) : base(nameof(ModulatedResBlock))
    {
        _norm1 = Layer.GroupNorm(inputs);
        _conv1 = Layer.Conv3(inputs, outputs);
        _modulation = nn.Linear(modulationWidth, 2 * outputs);
        _norm2 = Layer.GroupNorm(outputs);
        _conv2 = Layer.Zero(Layer.Conv3(outputs, outputs));
        _skip = inputs == outputs ? null : Layer.Conv1(inputs, outputs);
        RegisterComponents();
    }

    internal Parameter LastBias => _conv2.bias!;

    public override Tensor forward(Tensor x, Tensor e)
    {
        using var scope = NewDisposeScope();
        var h = _conv1.forward(F.silu(_norm1.forward(x)));
        var modulation = _modulation.forward(F.silu(e)).unsqueeze(-1).unsqueeze(-1).chunk(2, 1);
        h = _norm2.forward(h) * (1 + modulation[0]) + modulation[1];
        h = _conv2.forward(F.silu(h));
        return (h + (_skip?.forward(x) ?? x)).MoveToOuterDisposeScope();
    }
}
