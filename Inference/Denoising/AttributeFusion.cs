using ThermalPortal.Inference.Attributes;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Denoising;

/// <summary>
/// What stated attributes add to the thermal feature maps, from which the decoder takes its detail: what a modulated block makes of a map with the statement, less what it makes
/// of it without. So a face of which nothing is stated is exactly what it was before this was trained; what all statements would have in common cannot be learnt; and guidance is
/// a factor of what is added (as classifier-free guidance, arXiv 2207.12598, is of a prediction).
/// </summary>
public sealed class AttributeFusion : nn.Module<Tensor[], Tensor, (Tensor[] Maps, Tensor? Latent)>
{
    private readonly int _values;
    private readonly Linear _embed;
    private readonly ModuleList<ModulatedResBlock> _blocks = [];
    private readonly Conv2d? _latent;

    public AttributeFusion(DenoiserOptions options, AttributeSchema schema) : base(nameof(AttributeFusion))
    {
        _values = schema.Guiding.Logits;
        _embed = nn.Linear(_values, options.ModulationWidth);
        nn.init.normal_(_embed.weight); // statements far apart: blocks tell them from nothing, and from each other, at once
        foreach (var width in options.Thermal.Widths)
            _blocks.Add(new ModulatedResBlock(width, width, options.ModulationWidth));
        _latent = options.GuidesEstimate ? nn.Conv2d(options.Thermal.Widths[^1], options.LatentChannels, kernel_size: 3, padding: 1, bias: false) : null; // no bias: no change of the maps, no change of the latent
        if (_latent is not null)
            nn.init.zeros_(_latent.weight);
        RegisterComponents();
        foreach (var block in _blocks)
            block.LastBias.requires_grad_(false); // it is on both sides of the difference
    }

    /// <summary>Statements that mean nothing yet, those of <see cref="GrownAttributes"/>, begin like all others: far apart.</summary>
    internal void StartNew()
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var silent = _embed.weight!.abs().sum([0], keepdim: true).eq(0);
        _embed.weight.add_(silent * randn_like(_embed.weight));
    }

    /// <summary>Feature maps, finest first, and attribute weights (B, K, R) -> what the attributes add to each map, and to the estimate (B, z, h, w) where they do.</summary>
    public override (Tensor[] Maps, Tensor? Latent) forward(Tensor[] features, Tensor weights)
    {
        using var scope = NewDisposeScope();
        var stated = weights.narrow(2, 0, _values).sum(1); // without the null rows: all zero = nothing is stated
        var (with, without) = (_embed.forward(stated), _embed.forward(zeros_like(stated)));
        Tensor[] maps = [.. features.Select((f, i) => (_blocks[i].forward(f, with) - _blocks[i].forward(f, without)).MoveToOuterDisposeScope())];
        return (maps, _latent?.forward(maps[^1] / Math.Sqrt(_latent.weight!.shape[1] * 9)).MoveToOuterDisposeScope()); // else the first steps of all its inputs together would overshoot
    }
}
