using static TorchSharp.torch;

namespace ThermalPortal.Inference.Sampling;

/// <summary>
/// DDIM (arXiv 2010.02502, equation 12): first order; eta adds fresh noise, eta = 1 is DDPM.
/// <code>x_t = alpha_t x0h + sqrt(sigma_t^2 - q^2) eps + q n     eps = (x - alpha_s x0h)/sigma_s, s = from, t = to
/// q = eta sqrt( (1-abar_t)/(1-abar_s) (1 - abar_s/abar_t) )</code>
/// </summary>
public static class Ddim
{
    /// <inheritdoc cref="Sampler"/>
    public static Tensor Sample(
        Func<Tensor, double, Tensor> denoise, Tensor noise, IReadOnlyList<double> times, SamplerOptions options,
        Action<SamplerStep>? onStep = null, CancellationToken cancellationToken = default)
    {
        var schedule = options.Schedule;
        if (options.Eta is < 0 or > 1 || options is { Eta: > 0, StepNoise: null })
            throw new ArgumentException($"DDIM takes eta from 0 to 1, and step noise when it is above 0; got eta {options.Eta}.", nameof(options));
        return SamplerLoop.Run(denoise, noise, times, Step, onStep, cancellationToken);

        Tensor Step(int i, Tensor x, Tensor x0, Tensor? x0Before)
        {
            var (s, t) = (times[i], times[i + 1]);
            var q = FreshNoise(schedule, s, t, options.Eta);
            var eps = (x - x0 * schedule.Alpha(s)) / schedule.Sigma(s);
            var next = x0 * schedule.Alpha(t) + eps * Math.Sqrt(1 - schedule.AlphaBar(t) - q * q);
            return q > 0 ? next + options.StepNoise!(i) * q : next;
        }
    }

    /// <summary>q, the standard deviation of the fresh noise on the way from s to t.</summary>
    internal static double FreshNoise(NoiseSchedule schedule, double s, double t, double eta)
    {
        var (from, to) = (schedule.AlphaBar(s), schedule.AlphaBar(t));
        return eta * Math.Sqrt((1 - to) / (1 - from) * (1 - from / to));
    }
}
