using static TorchSharp.torch;

namespace ThermalPortal.Inference.Sampling;

/// <summary>
/// ResShift (arXiv 2307.12348), a bridge from the thermal latent to the visible one: draws from the posterior of its path, see <see cref="ShiftSchedule"/>.
/// <code>x_t = (eta_t/eta_s) x + ((eta_s - eta_t)/eta_s) x0h + kappa sqrt( eta_t (eta_s - eta_t)/eta_s ) n     s = from, t = to</code>
/// </summary>
/// <remarks>For networks trained on that path: <c>noise</c> is <see cref="ShiftSchedule.Start"/>, times are <see cref="ShiftSchedule.Times"/> or fewer of them.</remarks>
public static class ResShift
{
    /// <inheritdoc cref="Sampler"/>
    public static Tensor Sample(
        Func<Tensor, double, Tensor> denoise, Tensor noise, IReadOnlyList<double> times, SamplerOptions options,
        Action<SamplerStep>? onStep = null, CancellationToken cancellationToken = default)
    {
        var path = options.Shift;
        if (times.Count > 1 && options.StepNoise is null)
            throw new ArgumentException("ResShift adds fresh noise at every step: give it step noise.", nameof(options));
        return SamplerLoop.Run(denoise, noise, times, Step, onStep, cancellationToken);

        Tensor Step(int i, Tensor x, Tensor x0, Tensor? x0Before)
        {
            var (s, t) = (path.Eta(times[i]), path.Eta(times[i + 1]));
            return x * (t / s) + x0 * ((s - t) / s) + options.StepNoise!(i) * (path.Kappa * Math.Sqrt(t * (s - t) / s));
        }
    }
}
