using static TorchSharp.torch;

namespace ThermalPortal.Inference.Metrics;

/// <summary>
/// Kernel distance between two sets of features: the unbiased squared maximum mean discrepancy with the kernel (x.y + 1)^3 of Binkowski et al. 2018 (who divide x.y by
/// the width; ours are of about unit length). Unlike <see cref="FrechetDistance"/> it does not grow as sets get smaller; it may fall below 0. It is KID only on the official Inception features.
/// </summary>
public sealed class KernelDistance
{
    private readonly double[,] _madeMade;
    private readonly double[,] _trueTrue;
    private readonly double[,] _madeTrue;

    /// <param name="made">Features (N, D).</param>
    /// <param name="truth">Features (N, D) of the true pictures, row by row those of the same person.</param>
    public KernelDistance(Tensor made, Tensor truth)
    {
        Tensors.Shape.Require(truth, nameof(truth), made.shape[0], made.shape[1]);
        (_madeMade, _trueTrue, _madeTrue) = (Kernel(made, made), Kernel(truth, truth), Kernel(made, truth));
    }

    /// <summary>The distance with every picture counted <paramref name="weight"/> times; NaN when fewer than two count.</summary>
    public double Of(ReadOnlySpan<int> weight)
    {
        double within = 0, between = 0, pairs = 0, all = 0;
        for (var i = 0; i < weight.Length; i++)
            for (var j = 0; weight[i] > 0 && j < weight.Length; j++)
            {
                double w = weight[i] * weight[j];
                all += w;
                between += w * _madeTrue[i, j];
                if (i == j)
                    continue; // nor is a picture that counts twice a pair with itself
                pairs += w;
                within += w * (_madeMade[i, j] + _trueTrue[i, j]);
            }
        return pairs > 0 ? within / pairs - 2 * between / all : double.NaN;
    }

    private static double[,] Kernel(Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var values = (x.to(float64).matmul(y.to(float64).t()) + 1).pow(3).contiguous().data<double>().ToArray();
        var kernel = new double[x.shape[0], y.shape[0]];
        Buffer.BlockCopy(values, 0, kernel, 0, values.Length * sizeof(double));
        return kernel;
    }
}
