using ThermalPortal.Inference.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Denoising;

/// <summary>
/// Denoiser: noisy latent (B, z, h, w), modulation (B, d_mod), attribute tokens (B, K, d_ctx) and the thermal condition -> prediction
/// (B, z, h, w). Residual blocks are followed by Self-attn Mamba blocks at levels of at most <see cref="DenoiserOptions.MixerTokens"/>; fused thermal maps join every level on both ways.
/// </summary>
public sealed class UNet : nn.Module<Tensor, Tensor, Tensor, ThermalCondition, Tensor>
{
    private readonly int _levels;
    private readonly int _blocks;
    private readonly int _firstMixed; // finest level with mixers
    private readonly Conv2d _stem;
    private readonly ModuleList<ModulatedResBlock> _downBlocks = [];
    private readonly ModuleList<SelfAttnMambaBlock> _downMixers = [];
    private readonly ModuleList<Conv2d> _downs = [];
    private readonly ModuleList<Conv2d> _downFusion = [];
    private readonly ModulatedResBlock _middle1;
    private readonly SelfAttnMambaBlock _middleMixer;
    private readonly ModulatedResBlock _middle2;
    private readonly ModuleList<ModulatedResBlock> _upBlocks = [];
    private readonly ModuleList<SelfAttnMambaBlock> _upMixers = [];
    private readonly ModuleList<Conv2d> _ups = [];
    private readonly ModuleList<Conv2d> _upFusion = [];
    private readonly GroupNorm _norm;
    private readonly Conv2d _out;

    public UNet(DenoiserOptions options) : base(nameof(UNet))
    {
        options.Validate();
        (_levels, _blocks) = (options.Multipliers.Count, options.ResBlocks);
        _firstMixed = Enumerable.Range(0, _levels).First(level => Tokens(options, level) <= options.MixerTokens || level == _levels - 1);
        var skips = new Stack<int>([options.ModelChannels]);
        var width = options.ModelChannels;
        _stem = Layer.Conv3(2 * options.LatentChannels, width);
        for (var level = 0; level < _levels; level++)
        {
            if (level > 0)
            {
                _downs.Add(Layer.Conv3(width, width, stride: 2));
                skips.Push(width);
            }
            _downFusion.Add(Layer.Zero(Layer.Conv1(options.FusionWidth, width)));
            for (var i = 0; i < _blocks; i++)
            {
                AddBlock(_downBlocks, _downMixers, width, options.Width(level), level, options);
                width = options.Width(level);
                skips.Push(width);
            }
        }
        var side = options.LatentSize >> (_levels - 1);
        _middle1 = new ModulatedResBlock(width, width, options.ModulationWidth);
        _middleMixer = new SelfAttnMambaBlock(width, side, side, options);
        _middle2 = new ModulatedResBlock(width, width, options.ModulationWidth);
        for (var level = _levels - 1; level >= 0; level--)
        {
            _upFusion.Add(Layer.Zero(Layer.Conv1(options.FusionWidth, width)));
            for (var i = 0; i <= _blocks; i++)
            {
                AddBlock(_upBlocks, _upMixers, width + skips.Pop(), options.Width(level), level, options);
                width = options.Width(level);
            }
            if (level > 0)
                _ups.Add(Layer.Conv3(width, width));
        }
        _norm = Layer.GroupNorm(width);
        _out = Layer.Zero(Layer.Conv3(width, options.LatentChannels));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x, Tensor e, Tensor attributes, ThermalCondition thermal)
    {
        using var scope = NewDisposeScope();
        var h = _stem.forward(cat([x, thermal.Latent.to_type(x.dtype)], 1));
        var skips = new Stack<Tensor>([h]);
        for (var level = 0; level < _levels; level++)
        {
            if (level > 0)
                skips.Push(h = _downs[level - 1].forward(h));
            h = h + _downFusion[level].forward(thermal.Maps[level]);
            for (var i = level * _blocks; i < (level + 1) * _blocks; i++)
            {
                h = _downBlocks[i].forward(h, e);
                skips.Push(h = level < _firstMixed ? h : _downMixers[i - _firstMixed * _blocks].forward(h, e, attributes));
            }
        }
        h = _middle2.forward(_middleMixer.forward(_middle1.forward(h, e), e, attributes), e);
        for (var (level, block) = (_levels - 1, 0); level >= 0; level--)
        {
            h = h + _upFusion[_levels - 1 - level].forward(thermal.Maps[level]);
            for (var i = 0; i <= _blocks; i++, block++)
            {
                h = _upBlocks[block].forward(cat([h, skips.Pop()], 1), e);
                h = level < _firstMixed ? h : _upMixers[block].forward(h, e, attributes);
            }
            if (level > 0)
                h = _ups[_levels - 1 - level].forward(F.interpolate(h, scale_factor: [2, 2], mode: InterpolationMode.Nearest));
        }
        return _out.forward(F.silu(_norm.forward(h))).to_type(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    private void AddBlock(ModuleList<ModulatedResBlock> blocks, ModuleList<SelfAttnMambaBlock> mixers, int inputs, int outputs, int level, DenoiserOptions options)
    {
        var side = options.LatentSize >> level;
        blocks.Add(new ModulatedResBlock(inputs, outputs, options.ModulationWidth));
        if (level >= _firstMixed)
            mixers.Add(new SelfAttnMambaBlock(outputs, side, side, options));
    }

    private static int Tokens(DenoiserOptions options, int level) => (options.LatentSize >> level) * (options.LatentSize >> level);
}
