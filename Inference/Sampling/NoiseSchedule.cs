namespace ThermalPortal.Inference.Sampling;

/// <summary>
/// The variance-preserving schedule of latent diffusion (CompVis LDM; arXiv 2112.10752): x_t = alpha_t x0 + sigma_t eps with
/// beta = linspace(sqrt first, sqrt last, T)^2. Between the T trained times the log signal-to-noise ratio is interpolated linearly.
/// </summary>
/// <remarks>Symbols: t time 0..T-1 (0 is nearly clean), abar = alpha^2, lambda = ln(alpha / sigma), falling in t.</remarks>
public sealed class NoiseSchedule
{
    private readonly double[] _lambda;

    /// <summary>Builds the schedule; the defaults are those of every shipped model.</summary>
    /// <param name="count">T, the number of trained times.</param>
    /// <param name="firstBeta">beta at t = 0.</param>
    /// <param name="lastBeta">beta at t = T - 1.</param>
    public NoiseSchedule(int count = 1000, double firstBeta = .0015, double lastBeta = .0195)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        if (!(0 < firstBeta && firstBeta <= lastBeta && lastBeta < 1))
            throw new ArgumentOutOfRangeException(nameof(firstBeta), $"Betas must satisfy 0 < first <= last < 1; got {firstBeta} and {lastBeta}.");
        _lambda = new double[count];
        var abar = 1.0;
        for (var t = 0; t < count; t++)
        {
            var root = double.Lerp(Math.Sqrt(firstBeta), Math.Sqrt(lastBeta), t / (count - 1.0));
            abar *= 1 - root * root;
            _lambda[t] = .5 * Math.Log(abar / (1 - abar));
        }
    }

    /// <summary>The schedule all models here were trained with: T = 1000, beta .0015 to .0195.</summary>
    public static NoiseSchedule Default { get; } = new();

    /// <summary>T, the number of trained times.</summary>
    public int Count => _lambda.Length;

    /// <summary>ln(alpha / sigma) at a time in 0..T-1, whole or not.</summary>
    public double Lambda(double t)
    {
        if (!(t >= 0 && t <= Count - 1))
            throw new ArgumentOutOfRangeException(nameof(t), t, $"Times run from 0 to {Count - 1}.");
        var below = Math.Min((int)t, Count - 2);
        return double.Lerp(_lambda[below], _lambda[below + 1], t - below);
    }

    /// <summary>alpha^2, the share of signal variance.</summary>
    public double AlphaBar(double t) => 1 / (1 + Math.Exp(-2 * Lambda(t)));

    /// <summary>Factor of the clean image.</summary>
    public double Alpha(double t) => Math.Sqrt(AlphaBar(t));

    /// <summary>Standard deviation of the noise.</summary>
    public double Sigma(double t) => Math.Sqrt(1 / (1 + Math.Exp(2 * Lambda(t))));

    /// <summary>The time, whole or not, at which lambda has this value; ends are clamped.</summary>
    public double Time(double lambda)
    {
        if (lambda >= _lambda[0])
            return 0;
        if (lambda <= _lambda[^1])
            return Count - 1;
        var (noisier, cleaner) = (Count - 1, 0); // lambda falls in t
        while (noisier - cleaner > 1)
        {
            var middle = (noisier + cleaner) / 2;
            if (_lambda[middle] >= lambda)
                cleaner = middle;
            else
                noisier = middle;
        }
        return cleaner + (_lambda[cleaner] - lambda) / (_lambda[cleaner] - _lambda[noisier]);
    }
}
