using ThermalPortal.Inference.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Denoising;

/// <summary>
/// Multi-scale fusion for the visible decoder: the thermal encoder's feature maps become one map for each size the decoder draws at, so that edges the
/// latent is too coarse for (lids, lips, hair line, rims of glasses) come straight from the thermal picture. Adds nothing at the start of training.
/// </summary>
public sealed class DetailFusion : nn.Module<Tensor[], Tensor[]>
{
    private const int Squeeze = 32;
    private readonly int[] _levels;
    private readonly long[] _enlargements;
    private readonly ModuleList<GroupNorm> _norms = [];
    private readonly ModuleList<Conv2d> _squeeze = [];
    private readonly ModuleList<Conv2d> _lift = [];

    public DetailFusion(DenoiserOptions options) : base(nameof(DetailFusion))
    {
        var thermal = options.Thermal;
        int[] strides = [.. options.DetailWidths.Select((_, i) => i == 0 ? 1 : thermal.Factor >> (options.DetailWidths.Count - 1 - i))];
        _levels = [.. strides.Select(s => Enumerable.Range(0, thermal.Widths.Count).First(l => thermal.Patch << l >= s))]; // the finest thermal map that is not finer than this
        _enlargements = [.. strides.Zip(_levels, (s, l) => (thermal.Patch << l) / s)];
        foreach (var (level, width) in _levels.Zip(options.DetailWidths))
        {
            _norms.Add(Layer.GroupNorm(thermal.Widths[level]));
            _squeeze.Add(Layer.Conv3(thermal.Widths[level], Squeeze));
            _lift.Add(Layer.Zero(Layer.Conv1(Squeeze, width)));
        }
        RegisterComponents();
    }

    /// <summary>Feature maps, finest first -> one map for each of <see cref="DenoiserOptions.DetailWidths"/>: full size (B, w0, S, S) first.</summary>
    public override Tensor[] forward(Tensor[] features)
    {
        using var scope = NewDisposeScope();
        return [.. _levels.Select((level, i) =>
        {
            var lifted = _lift[i].forward(F.silu(_squeeze[i].forward(F.silu(_norms[i].forward(features[level])))));
            return Enlarge(lifted, _enlargements[i]).MoveToOuterDisposeScope();
        })];
    }

    /// <summary>Smooth: what is unfolded from channels instead shows as a pattern of dots.</summary>
    private static Tensor Enlarge(Tensor x, long factor) =>
        factor == 1 ? x : F.interpolate(x, size: [x.shape[2] * factor, x.shape[3] * factor], mode: InterpolationMode.Bilinear, align_corners: false);
}
