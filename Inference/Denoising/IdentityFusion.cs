using ThermalPortal.Inference.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Denoising;

/// <summary>
/// Lets the descriptor of the person modulate the thermal encoder's feature maps (all but the finest), and so everything that is made from them. Changes nothing at
/// the start of training.
/// </summary>
public sealed class IdentityFusion : nn.Module<Tensor[], Tensor, (Tensor Latent, Tensor[] Features)>
{
    private readonly Linear _embed;
    private readonly ModuleList<ModulatedResBlock> _blocks = [];
    private readonly GroupNorm _norm;
    private readonly Conv2d _out;

    public IdentityFusion(DenoiserOptions options) : base(nameof(IdentityFusion))
    {
        var widths = options.Thermal.Widths;
        _embed = nn.Linear(ThermalDescriptor.Width, options.ModulationWidth);
        foreach (var width in widths.Skip(1))
            _blocks.Add(new ModulatedResBlock(width, width, options.ModulationWidth));
        _norm = Layer.GroupNorm(widths[^1]);
        _out = Layer.Zero(Layer.Conv3(widths[^1], options.LatentChannels));
        RegisterComponents();
    }

    /// <summary>Feature maps, finest first, and descriptors (B, 128) -> what the person adds to the latent estimate (B, z, h, w), and the maps with the person in them.</summary>
    public override (Tensor Latent, Tensor[] Features) forward(Tensor[] features, Tensor descriptor)
    {
        using var scope = NewDisposeScope();
        var person = _embed.forward(F.layer_norm(descriptor, [ThermalDescriptor.Width]));
        Tensor[] modulated = [features[0], .. features.Skip(1).Select((f, i) => _blocks[i].forward(f, person))];
        var latent = _out.forward(F.silu(_norm.forward(modulated[^1])));
        return (latent.MoveToOuterDisposeScope(), [modulated[0], .. modulated.Skip(1).Select(m => m.MoveToOuterDisposeScope())]);
    }
}
