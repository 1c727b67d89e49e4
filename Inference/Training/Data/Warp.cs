using TorchSharp;
using static ThermalPortal.Inference.Training.Data.Augmentation;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Training.Data;

/// <summary>
/// Random crops as maps from crop to picture, both in [-1, 1]: an affine part, and a smooth elastic part that makes faces of other proportions out of the ones there are,
/// so that a network meets more faces than the people it learns from. Both pictures of a pair bend alike.
/// </summary>
internal sealed class Warp
{
    private const int Knots = 5;
    private const double Bend = 0.026;      // deviation at a knot, alike on both sides of the picture: faces stay nearly as even as they are
    private const double Skew = 0.007;      // deviation at a knot, each its own
    private const double Aspect = 0.08;     // logarithm of width to height, at most
    private const double BentShare = 0.7;
    private const int Refinements = 3;
    private readonly Tensor _theta;         // (B, 2, 3)
    private readonly Tensor? _bend;         // (B, 2, K, K)

    private Warp(Tensor theta, Tensor? bend) => (_theta, _bend) = (theta, bend);

    /// <summary>The whole picture as it is.</summary>
    public static Warp Identity(int count) => new(eye(2, 3).expand(count, 2, 3), null);

    /// <summary>Half of the draws near the whole frame, half tighter crops as detectors give; flip, turn, shift, proportions.</summary>
    public static Warp Draw(int count, Random random)
    {
        var theta = new float[count * 6];
        var bend = new float[count * 2 * Knots * Knots];
        for (var i = 0; i < count; i++)
        {
            Affine(random).CopyTo(theta, i * 6);
            if (random.NextDouble() < BentShare)
                Elastic(random).CopyTo(bend, i * 2 * Knots * Knots);
        }
        return new Warp(tensor(theta, [count, 2, 3]), tensor(bend, [count, 2, Knots, Knots]));
    }

    /// <summary>Where each pixel of a crop of <paramref name="size"/> pixels lies in the picture: (B, size, size, 2).</summary>
    public Tensor Grid(int size)
    {
        var grid = F.affine_grid(_theta, [_theta.shape[0], 1, size, size], align_corners: false);
        return _bend is null ? grid : grid + Field(size).permute(0, 2, 3, 1);
    }

    /// <summary>Points (B, N, 2) of the picture where a crop of <paramref name="size"/> pixels shows them; in a mirrored crop left and right of the five face points change their names too.</summary>
    public Tensor ToCrop(Tensor points, int size)
    {
        var linear = _theta.narrow(2, 0, 2);
        var back = linalg.inv(linear).transpose(1, 2);
        var shifted = points - _theta.narrow(2, 2, 1).transpose(1, 2);
        var moved = shifted.matmul(back);
        if (_bend is not null)
        {
            var field = Field(size);
            for (var i = 0; i < Refinements; i++) // the bend is small beside the affine part
            {
                var there = F.grid_sample(field, moved.nan_to_num(0).unsqueeze(1), padding_mode: GridSamplePaddingMode.Border, align_corners: false); // (B, 2, 1, N)
                moved = (shifted - there.squeeze(2).transpose(1, 2)).matmul(back);
            }
        }
        var mirrored = (linalg.det(linear) < 0).reshape(-1, 1, 1);
        return where(mirrored, moved.index_select(1, tensor([1L, 0, 2, 4, 3])), moved);
    }

    private Tensor Field(int size) => F.interpolate(_bend!, [size, size], mode: InterpolationMode.Bicubic, align_corners: true);

    private static float[] Affine(Random random)
    {
        var scale = random.NextDouble() < 0.5 ? Uniform(random, 0.9, 1.06) : Uniform(random, 0.68, 0.95);
        var angle = Uniform(random, -10, 10) * Math.PI / 180;
        var aspect = Math.Exp(Uniform(random, -Aspect, Aspect));
        var slack = Math.Max(0.05, 1 - scale);
        var (shiftX, shiftY) = (Uniform(random, -0.6, 0.6) * slack, Uniform(random, -0.6, 0.6) * slack);
        var flip = random.NextDouble() < 0.5 ? -1 : 1;
        var (cos, sin) = (scale * Math.Cos(angle), scale * Math.Sin(angle));
        return [(float)(cos * flip * aspect), (float)(-sin / aspect), (float)shiftX, (float)(sin * flip * aspect), (float)(cos / aspect), (float)shiftY];
    }

    private static float[] Elastic(Random random)
    {
        var knots = Enumerable.Range(0, 2 * Knots * Knots).Select(_ => Normal(random)).ToArray();
        double Mirrored(int i) => (i < Knots * Knots ? -1 : 1) * knots[i - i % Knots + (Knots - 1 - i % Knots)]; // to the left becomes to the right
        return [.. knots.Select((k, i) => (float)((k + Mirrored(i)) * Math.Sqrt(0.5) * Bend + k * Skew))];
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
