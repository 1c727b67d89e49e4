using ThermalPortal.Inference.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Autoencoding;

/// <summary>
/// Latent (B, z, S/f, S/f) -> image (B, C, S, S), nominally in [-1, 1] (not clamped). Detail maps, if any, are added where their sizes fit:
/// one for each of <see cref="AutoencoderOptions.DrawingWidths"/>, full size first. Above the finest level each doubling is smooth (bilinear, then a convolution) plus what is unfolded from
/// channels: unfolding alone shows as dots, smoothness alone as blur.
/// </summary>
public sealed class Decoder : nn.Module<Tensor, Tensor[]?, Tensor>
{
    private readonly long _enlargement;
    private readonly int _blocksPerLevel;
    private readonly Conv2d _stem;
    private readonly ResBlock _middle1;
    private readonly SpatialAttention _attention;
    private readonly ResBlock _middle2;
    private readonly ModuleList<nn.Module<Tensor, Tensor>> _blocks = [];
    private readonly ModuleList<nn.Module<Tensor, Tensor>> _ups = [];
    private readonly GroupNorm _norm;
    private readonly ModuleList<nn.Module<Tensor, Tensor>> _fine = [];
    private readonly ModuleList<nn.Module<Tensor, Tensor>> _phases = [];
    private readonly Conv2d _refine;
    private readonly Conv2d _out;

    public Decoder(AutoencoderOptions options) : base(nameof(Decoder))
    {
        options.Validate();
        _enlargement = Math.Min(options.Patch, 2);
        _blocksPerLevel = options.ResBlocks + 1;
        var width = options.Widths[^1];
        _stem = Layer.Conv3(options.LatentChannels, width);
        _middle1 = new ResBlock(width, width);
        _attention = new SpatialAttention(width);
        _middle2 = new ResBlock(width, width);
        for (var level = options.Widths.Count - 1; level >= 0; level--)
        {
            for (var i = 0; i < _blocksPerLevel; i++)
                _blocks.Add(new ResBlock(width, width));
            if (level == 0)
                break;
            _ups.Add(Layer.Conv3(width, options.Widths[level - 1]));
            width = options.Widths[level - 1];
        }
        _norm = Layer.GroupNorm(width);
        foreach (var finer in options.DrawingWidths.SkipLast(options.Widths.Count).Reverse())
        {
            _fine.Add(Layer.Conv3(width, finer));
            if (_enlargement > 1)
                _phases.Add(Layer.Zero(Layer.Conv1(width, finer * 4)));
            width = finer;
        }
        _refine = Layer.Conv3(width, width);
        _out = Layer.Conv3(width, options.ImageChannels);
        RegisterComponents();
    }

    /// <summary>Weight of the last convolution: adaptive adversarial weights compare gradients here.</summary>
    internal Parameter LastWeight => _out.weight!;

    public override Tensor forward(Tensor z, Tensor[]? details)
    {
        using var scope = NewDisposeScope();
        var h = _middle2.forward(_attention.forward(_middle1.forward(_stem.forward(z))));
        for (var level = 0; level <= _ups.Count; level++)
        {
            if (details is not null)
                h = h + details[^(1 + level)];
            for (var i = 0; i < _blocksPerLevel; i++)
                h = _blocks[level * _blocksPerLevel + i].forward(h);
            if (level < _ups.Count)
                h = _ups[level].forward(F.interpolate(h, scale_factor: [2, 2], mode: InterpolationMode.Nearest));
        }
        h = F.silu(_norm.forward(h));
        for (var i = 0; i < _fine.Count; i++)
        {
            h = Enlarged(h, i);
            h = F.silu(details is null ? h : h + details[_fine.Count - 1 - i]);
        }
        h = F.silu(_refine.forward(h));
        return _out.forward(h).MoveToOuterDisposeScope();
    }

    private Tensor Enlarged(Tensor h, int i)
    {
        if (_enlargement == 1)
            return _fine[i].forward(h);
        var smooth = _fine[i].forward(F.interpolate(h, scale_factor: [2, 2], mode: InterpolationMode.Bilinear, align_corners: false));
        return smooth + F.pixel_shuffle(_phases[i].forward(h), 2);
    }
}
