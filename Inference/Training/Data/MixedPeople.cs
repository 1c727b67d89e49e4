using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Training.Data;

/// <summary>People who do not exist: two faces of a batch laid over each other, point on point, in both pictures alike. There are never enough people.</summary>
internal static class MixedPeople
{
    private const double Astray = 0.05;                        // of the points after alignment at most, root mean square in [-1, 1]
    private const double SmallestArea = 0.5, LargestArea = 2;  // of the other face's picture
    private const double Sharpness = 15;                       // of the seam between two halves

    /// <summary>Mixes a share of the faces with the next of the batch, evenly or half by half, where the points of the two lie alike.</summary>
    /// <param name="thermal">(B, 1, S, S), normalised.</param>
    /// <param name="visible">(B, 3, S, S).</param>
    /// <param name="points">Five face points, (B, 5, 2) in [-1, 1], NaN = unknown.</param>
    /// <param name="share">Share of the faces, 0 to 1.</param>
    /// <param name="random">What is mixed.</param>
    /// <returns>Both pictures, and which were mixed (B).</returns>
    public static (Tensor Thermal, Tensor Visible, Tensor Mixed) Apply(Tensor thermal, Tensor visible, Tensor points, double share, Random random)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)random.NextInt64());
        var (count, size) = (thermal.shape[0], thermal.shape[2]);
        Tensor Draw() => rand([count, 1, 1, 1], generator: generator);

        var other = arange(count).roll(1, 0);
        var (here, there) = (points.nan_to_num(0), points.nan_to_num(0)[other]);
        var places = F.pad(here, [0, 1], value: 1); // (B, 5, 3)
        var theta = linalg.pinv(places).matmul(there).transpose(1, 2); // (B, 2, 3), least squares: place here -> place in the other
        var astray = (places.matmul(theta.transpose(1, 2)) - there).square().sum(2).mean([1]).sqrt();
        var area = linalg.det(theta.narrow(2, 0, 2));
        var known = points.isfinite().flatten(1).all(1);
        var mixed = known.logical_and(known[other]).logical_and(astray < Astray).logical_and(area > SmallestArea).logical_and(area < LargestArea).logical_and(Draw().flatten() < share);

        var rows = linspace(-1, 1, size).reshape(1, 1, -1, 1);
        var lower = sigmoid((rows - here.narrow(1, 2, 1).narrow(2, 1, 1).unsqueeze(3)) * Sharpness); // below the nose
        var half = where(Draw() < 0.5, lower, 1 - lower);
        var part = where(Draw() < 0.5, Draw() * 0.4 + 0.3, half) * mixed.reshape(-1, 1, 1, 1);
        var grid = F.affine_grid(theta, [count, 1, size, size], align_corners: false);
        Tensor Over(Tensor image) => image + part * (F.grid_sample(image[other], grid, padding_mode: GridSamplePaddingMode.Border, align_corners: false) - image);
        return (Over(thermal).MoveToOuterDisposeScope(), Over(visible).MoveToOuterDisposeScope(), mixed.MoveToOuterDisposeScope());
    }
}
