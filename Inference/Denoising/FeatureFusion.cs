using ThermalPortal.Inference.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Denoising;

/// <summary>
/// Multi-scale fusion: the thermal encoder's feature maps, folded to latent size and weighted, then one map for each U-Net level (FPN-like).
/// </summary>
public sealed class FeatureFusion : nn.Module<Tensor[], Tensor[]>
{
    private const int Squeeze = 8;
    private readonly ModuleList<GroupNorm> _norms = [];
    private readonly ModuleList<Conv2d> _squeeze = [];
    private readonly ModuleList<Conv2d> _lift = [];
    private readonly ModuleList<Conv2d> _downs = [];
    private readonly Parameter _weights;

    public FeatureFusion(DenoiserOptions options) : base(nameof(FeatureFusion))
    {
        var widths = options.Thermal.Widths;
        for (var i = 0; i < widths.Count; i++)
        {
            var fold = 1 << (widths.Count - 1 - i);
            _norms.Add(Layer.GroupNorm(widths[i]));
            _squeeze.Add(Layer.Conv1(widths[i], Squeeze));
            _lift.Add(Layer.Conv1(Squeeze * fold * fold, options.FusionWidth));
        }
        for (var i = 1; i < options.Multipliers.Count; i++)
            _downs.Add(Layer.Conv3(options.FusionWidth, options.FusionWidth, stride: 2));
        _weights = Layer.Own(zeros(widths.Count));
        RegisterComponents();
    }

    /// <summary>Feature maps, finest first, the last at latent size -> one map (B, C_f, h / 2^l, w / 2^l) for each U-Net level l.</summary>
    public override Tensor[] forward(Tensor[] features)
    {
        using var scope = NewDisposeScope();
        var weights = _weights.softmax(0);
        var maps = new Tensor[_downs.Count + 1];
        maps[0] = zeros(1, device: features[0].device);
        for (var i = 0; i < features.Length; i++)
        {
            var fold = 1 << (features.Length - 1 - i);
            var squeezed = _squeeze[i].forward(_norms[i].forward(features[i]));
            maps[0] = maps[0] + weights[i] * _lift[i].forward(fold == 1 ? squeezed : F.pixel_unshuffle(squeezed, fold));
        }
        for (var level = 1; level < maps.Length; level++)
            maps[level] = F.silu(_downs[level - 1].forward(maps[level - 1]));
        return [.. maps.Select(m => m.MoveToOuterDisposeScope())];
    }
}
