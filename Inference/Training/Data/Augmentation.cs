using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Training.Data;

/// <summary>
/// Draws training crops. Geometry (flip, rotation, scale, shift) is shared by both pictures; the thermal side alone then gets
/// what real sensors and files differ in: window, offset, gamma, clipped background, resolution, noise, stripes, occlusion.
/// Visible pictures get geometry only: colour jitter would teach wrong skin tones.
/// </summary>
public static class Augmentation
{
    /// <summary>Rows of the store as a batch of crops of <paramref name="size"/> pixels; without <paramref name="random"/> the whole frame, unaugmented.</summary>
    public static PairBatch Batch(PairStore store, long[] rows, int size, Random? random)
    {
        using var scope = NewDisposeScope();
        var index = tensor(rows);
        var theta = Geometry(rows.Length, random);
        var grid = F.affine_grid(theta, [rows.Length, 1, size, size], align_corners: false);
        var visible = Resample(store.Visible.index_select(0, index).to_type(ScalarType.Float32).div_(127.5).sub_(1), grid).clamp_(-1, 1);
        var thermal = PercentileRange.Normalize(Resample(store.Thermal.index_select(0, index).to_type(ScalarType.Float32), grid));
        if (random is not null)
            thermal = ThermalVariety.Apply(thermal, random);
        return new PairBatch(thermal.MoveToOuterDisposeScope(), visible.MoveToOuterDisposeScope(), store.Labels.index_select(0, index).MoveToOuterDisposeScope(),
            ToCrop(store.Points.index_select(0, index), theta).MoveToOuterDisposeScope(), store.People.index_select(0, index).MoveToOuterDisposeScope());
    }

    /// <summary>The five points (B, 5, 2) of the picture where the crop shows them, the geometry maps the other way; in a mirrored crop left and right change their names too.</summary>
    private static Tensor ToCrop(Tensor points, Tensor theta)
    {
        var linear = theta.narrow(2, 0, 2);
        var moved = (points - theta.narrow(2, 2, 1).transpose(1, 2)).matmul(linalg.inv(linear).transpose(1, 2));
        var mirrored = (linalg.det(linear) < 0).reshape(-1, 1, 1);
        return where(mirrored, moved.index_select(1, tensor([1L, 0, 2, 4, 3])), moved);
    }

    private static Tensor Resample(Tensor x, Tensor grid) =>
        F.grid_sample(x, grid, padding_mode: GridSamplePaddingMode.Border, align_corners: false);

    /// <summary>Affine maps (B, 2, 3) from crop to picture, both in [-1, 1]: half of the draws near the whole frame, half tighter crops as detectors give.</summary>
    private static Tensor Geometry(int count, Random? random)
    {
        var theta = new float[count * 6];
        for (var i = 0; i < count; i++)
        {
            var (scale, angle, shiftX, shiftY, flip) = (1.0, 0.0, 0.0, 0.0, 1.0);
            if (random is not null)
            {
                scale = random.NextDouble() < 0.5 ? Uniform(random, 0.9, 1.06) : Uniform(random, 0.68, 0.95);
                angle = Uniform(random, -10, 10) * Math.PI / 180;
                var slack = Math.Max(0.05, 1 - scale);
                (shiftX, shiftY) = (Uniform(random, -0.6, 0.6) * slack, Uniform(random, -0.6, 0.6) * slack);
                flip = random.NextDouble() < 0.5 ? -1 : 1;
            }
            var (cos, sin) = (scale * Math.Cos(angle), scale * Math.Sin(angle));
            new[] { (float)(cos * flip), (float)-sin, (float)shiftX, (float)(sin * flip), (float)cos, (float)shiftY }.CopyTo(theta, i * 6);
        }
        return tensor(theta, [count, 2, 3]);
    }

    internal static double Uniform(Random random, double low, double high) => low + (high - low) * random.NextDouble();
}
