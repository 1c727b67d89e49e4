using ThermalPortal.Inference.Autoencoding;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Faces;

/// <summary>
/// Five face points of a normalised thermal face crop: (B, 1, S, S) in [-1, 1], S a multiple of 8 -> (B, 5, 2) in [-1, 1] of the crop (left eye, right eye, nose, mouth
/// corners, as in the picture). Each point is the mean place of a heat map, finer than its cells.
/// </summary>
public sealed class ThermalFacePoints : nn.Module<Tensor, Tensor>
{
    private readonly Encoder _encoder = new(new AutoencoderOptions { ImageChannels = 1, Patch = 4, Widths = [32, 64] }, outputs: 5);

    public ThermalFacePoints() : base(nameof(ThermalFacePoints)) => RegisterComponents();

    public override Tensor forward(Tensor thermal)
    {
        using var scope = NewDisposeScope();
        var heat = LogHeat(thermal).exp();
        var (x, y) = ((heat.sum(2) * Centres(heat.shape[3], heat.device)).sum(2), (heat.sum(3) * Centres(heat.shape[2], heat.device)).sum(2));
        return stack([x, y], 2).MoveToOuterDisposeScope();
    }

    /// <summary>Cross-entropy (B, 5), nats, between the heat maps and those whose mean place is exactly at <paramref name="points"/> (B, 5, 2): four cells about each. Points outside or unknown (NaN) count 0.</summary>
    internal Tensor Astray(Tensor thermal, Tensor points)
    {
        using var scope = NewDisposeScope();
        var heat = LogHeat(thermal);
        Tensor Share(int axis, long cells) => (1 - (points.select(2, axis).nan_to_num(9).unsqueeze(-1) - Centres(cells, heat.device)).abs() * cells / 2).clamp_min(0); // (B, 5, cells)
        var wanted = Share(1, heat.shape[2]).unsqueeze(-1) * Share(0, heat.shape[3]).unsqueeze(-2);
        return (-(wanted * heat).sum([2, 3])).MoveToOuterDisposeScope();
    }

    /// <summary>Logarithms of the heat maps (B, 5, S / 8, S / 8); each map sums to 1.</summary>
    private Tensor LogHeat(Tensor thermal)
    {
        var maps = _encoder.forward(thermal).Output.to_type(ScalarType.Float32);
        return maps.flatten(2).log_softmax(2).view_as(maps);
    }

    private static Tensor Centres(long cells, Device device) => (arange(cells, dtype: ScalarType.Float32, device: device) + 0.5) * 2 / cells - 1;
}
