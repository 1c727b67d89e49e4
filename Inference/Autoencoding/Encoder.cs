using ThermalPortal.Inference.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Autoencoding;

/// <summary>
/// Image (B, C, S, S) in [-1, 1] -> moments or latent (B, outputs, S/f, S/f), and the feature map of every level
/// (finest first) for multi-scale fusion.
/// </summary>
public sealed class Encoder : nn.Module<Tensor, (Tensor Output, Tensor[] Features)>
{
    private readonly int _patch;
    private readonly int _blocksPerLevel;
    private readonly Conv2d _stem;
    private readonly ModuleList<nn.Module<Tensor, Tensor>> _blocks = [];
    private readonly ModuleList<nn.Module<Tensor, Tensor>> _downs = [];
    private readonly ResBlock _middle1;
    private readonly SpatialAttention _attention;
    private readonly ResBlock _middle2;
    private readonly GroupNorm _norm;
    private readonly Conv2d _out;

    public Encoder(AutoencoderOptions options, int outputs) : base(nameof(Encoder))
    {
        options.Validate();
        _patch = options.Patch;
        _blocksPerLevel = options.ResBlocks;
        _stem = Layer.Conv3(options.ImageChannels * _patch * _patch, options.Widths[0]);
        var width = options.Widths[0];
        for (var level = 0; level < options.Widths.Count; level++)
        {
            if (level > 0)
                _downs.Add(Layer.Conv3(width, width, stride: 2));
            for (var i = 0; i < _blocksPerLevel; i++, width = options.Widths[level])
                _blocks.Add(new ResBlock(width, options.Widths[level]));
        }
        _middle1 = new ResBlock(width, width);
        _attention = new SpatialAttention(width);
        _middle2 = new ResBlock(width, width);
        _norm = Layer.GroupNorm(width);
        _out = Layer.Conv3(width, outputs);
        RegisterComponents();
    }

    public override (Tensor Output, Tensor[] Features) forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var h = _stem.forward(_patch == 1 ? x : F.pixel_unshuffle(x, _patch));
        var features = new Tensor[_downs.Count + 1];
        for (var level = 0; level < features.Length; level++)
        {
            if (level > 0)
                h = _downs[level - 1].forward(h);
            for (var i = 0; i < _blocksPerLevel; i++)
                h = _blocks[level * _blocksPerLevel + i].forward(h);
            features[level] = h;
        }
        h = _middle2.forward(_attention.forward(_middle1.forward(h)));
        var output = _out.forward(F.silu(_norm.forward(h)));
        return (output.MoveToOuterDisposeScope(), [.. features.Select(f => f.MoveToOuterDisposeScope())]);
    }
}
