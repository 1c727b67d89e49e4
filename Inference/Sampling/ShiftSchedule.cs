using static TorchSharp.torch;

namespace ThermalPortal.Inference.Sampling;

/// <summary>
/// The path of ResShift (arXiv 2307.12348) between the visible latent x0 and the thermal latent c: eta_t of their difference is shifted, with noise that grows along.
/// <code>x_t = x0 + eta_t (c - x0) + kappa sqrt(eta_t) n     sqrt(eta_t) = first (last/first)^( ((t-1)/(T-1))^p ), first = min(m/kappa, m), last = .99</code>
/// </summary>
/// <remarks>Symbols: t time 1..T, whole where trained (1 is nearly clean); eta_0 = 0. x0 and c must have the same shape and similar statistics.</remarks>
public sealed class ShiftSchedule
{
    private const double LastRoot = .99;
    private readonly double _firstRoot;
    private readonly double _power;

    /// <summary>Builds the schedule; the defaults are those of the four-step model.</summary>
    /// <param name="count">T, the number of trained times, at least 2.</param>
    /// <param name="smallest">m, the noise at t = 1 where kappa is above 1: above 0, below .99.</param>
    /// <param name="kappa">Deviation of the noise at eta = 1, in units of the latents.</param>
    /// <param name="power">p: above 0; below 1 eta grows early.</param>
    public ShiftSchedule(int count = 4, double smallest = .2, double kappa = 2, double power = .3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        if (smallest is not (> 0 and < LastRoot) || kappa is not > 0 || power is not > 0)
            throw new ArgumentException($"A shift schedule needs 0 < smallest < {LastRoot}, kappa and power above 0; got {smallest}, {kappa} and {power}.");
        (Count, Kappa, _power, _firstRoot) = (count, kappa, power, Math.Min(smallest / kappa, smallest));
    }

    /// <summary>Four times, m = .2, kappa 2, p .3.</summary>
    public static ShiftSchedule Default { get; } = new();

    /// <summary>T, the number of trained times.</summary>
    public int Count { get; }

    /// <summary>Deviation of the noise at eta = 1.</summary>
    public double Kappa { get; }

    /// <summary>All trained times from T to 1: one evaluation each.</summary>
    public double[] Times() => [.. Enumerable.Range(0, Count).Select(i => (double)(Count - i))];

    /// <summary>eta, the share of the way to the thermal latent, 0..1, at a time in 1..T, whole or not; 0 at time 0.</summary>
    public double Eta(double t)
    {
        if (t == 0)
            return 0;
        if (!(t >= 1 && t <= Count))
            throw new ArgumentOutOfRangeException(nameof(t), t, $"Times run from 1 to {Count}; 0 is the image itself.");
        var root = _firstRoot * Math.Pow(LastRoot / _firstRoot, Math.Pow((t - 1) / (Count - 1), _power));
        return root * root;
    }

    /// <summary>A draw of q(x_t | x0, c): visible latent, thermal latent, standard normal noise, all (B, ...).</summary>
    public Tensor Noisy(Tensor x0, Tensor thermal, Tensor noise, double t)
    {
        using var scope = NewDisposeScope();
        var eta = Eta(t);
        return (x0 + (thermal - x0) * eta + noise * (Kappa * Math.Sqrt(eta))).MoveToOuterDisposeScope();
    }

    /// <summary>Where sampling starts, x_T without the unknown x0: thermal latent and standard normal noise, both (B, ...).</summary>
    public Tensor Start(Tensor thermal, Tensor noise)
    {
        using var scope = NewDisposeScope();
        return (thermal + noise * (Kappa * Math.Sqrt(Eta(Count)))).MoveToOuterDisposeScope();
    }
}
