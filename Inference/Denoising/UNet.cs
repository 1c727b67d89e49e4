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
    private readonly GroupNorm? _norm;
    private readonly Conv2d? _out;

    /// <param name="options">Widths and levels.</param>
    /// <param name="wholly">False builds the way down and the middle alone.</param>
    public UNet(DenoiserOptions options, bool wholly = true) : base(nameof(UNet))
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
            if (options.FusionWidth > 0)
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
        SkipWidths = [.. skips.Reverse(), width];
        for (var level = _levels - 1; level >= 0 && wholly; level--)
        {
            if (options.FusionWidth > 0)
                _upFusion.Add(Layer.Zero(Layer.Conv1(options.FusionWidth, width)));
            for (var i = 0; i <= _blocks; i++)
            {
                AddBlock(_upBlocks, _upMixers, width + skips.Pop(), options.Width(level), level, options);
                width = options.Width(level);
            }
            if (level > 0)
                _ups.Add(Layer.Conv3(width, width));
        }
        if (wholly)
        {
            _norm = Layer.GroupNorm(width);
            _out = Layer.Zero(Layer.Conv3(width, options.LatentChannels));
        }
        RegisterComponents();
    }

    /// <summary>Channels of each skip in the order of the way down, then of the middle.</summary>
    internal IReadOnlyList<int> SkipWidths { get; }

    public override Tensor forward(Tensor x, Tensor e, Tensor attributes, ThermalCondition thermal) => forward(x, e, attributes, thermal, null);

    /// <summary>The same, with what a <see cref="DetailBranch"/> adds to the skips and the middle; null = nothing.</summary>
    internal Tensor forward(Tensor x, Tensor e, Tensor attributes, ThermalCondition thermal, Tensor[]? added)
    {
        using var scope = NewDisposeScope();
        var (down, middle) = Down(x, e, attributes, thermal);
        return Up(new Stack<Tensor>(added is null ? down : down.Zip(added, (s, a) => s + a)), added is null ? middle : middle + added[^1], e, attributes, thermal).MoveToOuterDisposeScope();
    }

    /// <summary>The way down: skips in its order, and the middle. <paramref name="hint"/> (B, mc, h, w) joins the first layer.</summary>
    internal (IReadOnlyList<Tensor> Skips, Tensor Middle) Down(Tensor x, Tensor e, Tensor attributes, ThermalCondition thermal, Tensor? hint = null)
    {
        var h = _stem.forward(cat([x, thermal.Latent.to_type(x.dtype)], 1));
        h = hint is null ? h : h + hint;
        var skips = new List<Tensor>([h]);
        for (var level = 0; level < _levels; level++)
        {
            if (level > 0)
                skips.Add(h = _downs[level - 1].forward(h));
            h = _downFusion.Count == 0 ? h : h + _downFusion[level].forward(thermal.Maps[level]);
            for (var i = level * _blocks; i < (level + 1) * _blocks; i++)
            {
                h = _downBlocks[i].forward(h, e);
                skips.Add(h = level < _firstMixed ? h : _downMixers[i - _firstMixed * _blocks].forward(h, e, attributes));
            }
        }
        return (skips, _middle2.forward(_middleMixer.forward(_middle1.forward(h, e), e, attributes), e));
    }

    private Tensor Up(Stack<Tensor> skips, Tensor h, Tensor e, Tensor attributes, ThermalCondition thermal)
    {
        for (var (level, block) = (_levels - 1, 0); level >= 0; level--)
        {
            h = _upFusion.Count == 0 ? h : h + _upFusion[_levels - 1 - level].forward(thermal.Maps[level]);
            for (var i = 0; i <= _blocks; i++, block++)
            {
                h = _upBlocks[block].forward(cat([h, skips.Pop()], 1), e);
                h = level < _firstMixed ? h : _upMixers[block].forward(h, e, attributes);
            }
            if (level > 0)
                h = _ups[_levels - 1 - level].forward(F.interpolate(h, scale_factor: [2, 2], mode: InterpolationMode.Nearest));
        }
        return _out!.forward(F.silu(_norm!.forward(h))).to_type(ScalarType.Float32);
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
