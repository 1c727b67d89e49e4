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
        var (meanX, covarianceX) = Moments(x);
        var (meanY, covarianceY) = Moments(y);
        var root = Root(covarianceX); // tr (S1 S2)^1/2 = tr (R S2 R)^1/2 with R = S1^1/2, which is symmetric
        var cross = linalg.eigvalsh(root.matmul(covarianceY).matmul(root)).clamp_min(0).sqrt().sum();
        return ((meanX - meanY).square().sum() + covarianceX.trace() + covarianceY.trace() - 2 * cross).item<double>();
    }

    private static (Tensor Mean, Tensor Covariance) Moments(Tensor x)
    {
        var values = x.to(float64);
        var mean = values.mean([0], keepdim: true);
        var centred = values - mean;
        return (mean, centred.t().matmul(centred) / (x.shape[0] - 1));
    }

    private static Tensor Root(Tensor symmetric)
    {
        var (values, vectors) = linalg.eigh(symmetric);
        return (vectors * values.clamp_min(0).sqrt()).matmul(vectors.t());
    }
}
