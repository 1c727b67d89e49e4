using ThermalPortal.Inference.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Denoising;

/// <summary>
/// Lets a vector (who the person is, which attributes are stated) modulate the thermal encoder's feature maps, and so everything that is made from them. Changes
/// nothing at the start of training.
/// </summary>
public sealed class VectorFusion : nn.Module<Tensor[], Tensor, (Tensor Latent, Tensor[] Features)>
{
    private readonly int _untouched;
    private readonly Linear _embed;
    private readonly ModuleList<ModulatedResBlock> _blocks = [];
    private readonly GroupNorm _norm;
    private readonly Conv2d _out;

    /// <param name="options">Widths of the maps.</param>
    /// <param name="inputs">Length of the vector.</param>
    /// <param name="untouched">How many of the finest maps stay as they are.</param>
    public VectorFusion(DenoiserOptions options, long inputs, int untouched = 0) : base(nameof(VectorFusion))
    {
        _untouched = untouched;
        var widths = options.Thermal.Widths;
        _embed = nn.Linear(inputs, options.ModulationWidth);
        foreach (var width in widths.Skip(untouched))
            _blocks.Add(new ModulatedResBlock(width, width, options.ModulationWidth));
        _norm = Layer.GroupNorm(widths[^1]);
        _out = Layer.Zero(Layer.Conv3(widths[^1], options.LatentChannels));
        RegisterComponents();
    }

    /// <summary>Feature maps, finest first, and vectors (B, inputs) -> what they add to the latent estimate (B, z, h, w), and the maps with them in.</summary>
    public override (Tensor Latent, Tensor[] Features) forward(Tensor[] features, Tensor vector)
    {
        using var scope = NewDisposeScope();
        var e = _embed.forward(vector);
        Tensor[] modulated = [.. features.Skip(_untouched).Select((f, i) => _blocks[i].forward(f, e))];
        var latent = _out.forward(F.silu(_norm.forward(modulated[^1])));
        return (latent.MoveToOuterDisposeScope(), [.. features.Take(_untouched), .. modulated.Select(m => m.MoveToOuterDisposeScope())]);
    }
}
