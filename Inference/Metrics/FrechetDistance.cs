using static TorchSharp.torch;

namespace ThermalPortal.Inference.Metrics;

/// <summary>
/// Frechet distance between two sets of features, each taken as a Gaussian (Heusel et al. 2017, equation 6):
/// |m1 - m2|^2 + tr(S1 + S2 - 2 (S1 S2)^1/2). It grows as sets get smaller: compare only sets of equal size. It is FID only on the official Inception features.
/// </summary>
public static class FrechetDistance
{
    /// <summary>Features (N, D) and (M, D) -> the distance, 0 for equal sets; computed in float64.</summary>
    /// <exception cref="ArgumentException">Fewer than two rows, or different widths.</exception>
    public static double Of(Tensor x, Tensor y)
    {
        if (x.dim() != 2 || y.dim() != 2 || x.shape[1] != y.shape[1] || x.shape[0] < 2 || y.shape[0] < 2)
            throw new ArgumentException($"The Frechet distance takes (N, D) and (M, D) of at least two rows; got ({string.Join(", ", x.shape)}) and ({string.Join(", ", y.shape)}).", nameof(x));
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var (meanX, rootX) = Moments(x);
        var (meanY, rootY) = Moments(y);
        var cross = linalg.svdvals(rootX.matmul(rootY.t())).sum(); // tr (S1 S2)^1/2 with S1 = A'A, S2 = B'B: the singular values of AB'
        return ((meanX - meanY).square().sum() + rootX.square().sum() + rootY.square().sum() - 2 * cross).item<double>();
    }

    /// <summary>Mean (1, D) and a matrix A of at most D rows for which A'A is the covariance.</summary>
    private static (Tensor Mean, Tensor Root) Moments(Tensor x)
    {
        var values = x.to(float64);
        var mean = values.mean([0], keepdim: true);
        var centred = (values - mean) / Math.Sqrt(x.shape[0] - 1);
        return (mean, x.shape[0] > x.shape[1] ? linalg.qr(centred, linalg.QRMode.R).R : centred);
    }
}
