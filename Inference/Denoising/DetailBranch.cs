using ThermalPortal.Inference.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Denoising;

/// <summary>
/// Second stage of the condition (ControlNet, arXiv 2302.05543, as DiffTV uses it): a trainable copy of the frozen U-Net's way down and middle that also sees the whole thermal picture, and who it
/// shows, and adds to every skip and the middle through 1x1 convolutions that are zero at the start: a fresh branch changes nothing.
/// </summary>
public sealed class DetailBranch : nn.Module<Tensor, Tensor, Tensor, ThermalCondition, Tensor[]>
{
    private const int StemWidth = 16;
    private const int IdentityTokens = 4;
    private readonly int _contextWidth;
    private readonly ModuleList<Conv2d> _stem = [];
    private readonly Conv2d _hint;
    private readonly Linear? _identity;
    private readonly UNet _unet;
    private readonly ModuleList<Conv2d> _joins = [];

    public DetailBranch(DenoiserOptions options) : base(nameof(DetailBranch))
    {
        _contextWidth = options.ContextWidth;
        var width = StemWidth;
        _stem.Add(Layer.Conv3(options.Thermal.ImageChannels, width));
        for (var factor = options.Thermal.Factor; factor > 1; factor /= 2)
        {
            _stem.Add(Layer.Conv3(width, 2 * width, stride: 2));
            width *= 2;
        }
        _hint = Layer.Zero(Layer.Conv1(width, options.ModelChannels));
        _identity = options.Identity ? nn.Linear(ThermalDescriptor.Width, IdentityTokens * options.ContextWidth) : null;
        _unet = new UNet(options, wholly: false);
        foreach (var channels in _unet.SkipWidths)
            _joins.Add(Layer.Zero(Layer.Conv1(channels, channels)));
        RegisterComponents();
    }

    /// <summary>Takes over the first stage's way down and middle.</summary>
    internal void StartFrom(UNet trained)
    {
        using var _ = no_grad();
        var source = trained.state_dict();
        foreach (var (name, target) in _unet.state_dict())
            target.copy_(source[name]);
    }

    /// <summary>What does not change with the noise: thermal image (B, 1, S, S) and descriptor (B, 128) or null -> hint (B, mc, h, w) and identity tokens (B, 4, d_ctx) or null.</summary>
    internal BranchHint Prepare(Tensor thermal, Tensor? descriptor)
    {
        using var scope = NewDisposeScope();
        var h = thermal;
        foreach (var conv in _stem)
            h = F.silu(conv.forward(h));
        var tokens = descriptor is null ? null : _identity?.forward(descriptor).reshape(-1, IdentityTokens, _contextWidth).MoveToOuterDisposeScope();
        return new BranchHint(_hint.forward(h).MoveToOuterDisposeScope(), tokens);
    }

    /// <summary>Noisy latent (B, z, h, w), modulation (B, d_mod), attribute tokens (B, K, d_ctx), condition with its hint -> what joins each skip, then the middle.</summary>
    public override Tensor[] forward(Tensor x, Tensor e, Tensor attributes, ThermalCondition thermal)
    {
        using var scope = NewDisposeScope();
        var hint = thermal.Hint ?? throw new ArgumentException("The condition has no hint for the second stage.", nameof(thermal));
        var tokens = hint.Tokens is null ? attributes : cat([attributes, hint.Tokens.to_type(attributes.dtype)], 1);
        var (skips, middle) = _unet.Down(x, e, tokens, thermal, hint.Map);
        return [.. skips.Append(middle).Select((s, i) => _joins[i].forward(s).MoveToOuterDisposeScope())];
    }
}
