using static TorchSharp.torch;

namespace ThermalPortal.Inference.Sampling;

/// <summary>
/// UniPC of order 2, B(h) = e^h - 1 (arXiv 2302.04867, algorithms 5 and 6): the evaluation at a predicted state also corrects that state, so third order for one
/// evaluation a step. The last state is not corrected: that would cost one more.
/// <code>base = (sigma_t/sigma_s) x_s - alpha_t p x0_s     hh = -(lambda_t - lambda_s), p = e^hh - 1, s = from, t = to
/// predict  x_t = base - p alpha_t D/2     correct  x_t = base - alpha_t p (r0 D + r1 (x0_t - x0_s))
/// D = (x0_before - x0_s)/rk, rk = (lambda_before - lambda_s)/(lambda_t - lambda_s)
/// r0 = (c1 - c2)/(1 - rk), r1 = c1 - r0, c1 = (p/hh - 1)/p, c2 = 2 ((p/hh - 1)/hh - 1/2)/p; without a D: r1 = 1/2</code>
/// </summary>
public static class UniPc
{
    /// <inheritdoc cref="Sampler"/>
    public static Tensor Sample(
        Func<Tensor, double, Tensor> denoise, Tensor noise, IReadOnlyList<double> times, SamplerOptions options,
        Action<SamplerStep>? onStep = null, CancellationToken cancellationToken = default)
    {
        var schedule = options.Schedule;
        (Tensor X, Tensor X0, Tensor? X0Before)? from = null; // of the node before: corrected state, its estimate, and the one before that; outside all scopes
        try
        {
            return SamplerLoop.Run(denoise, noise, times, Step, onStep, cancellationToken);
        }
        finally
        {
            Forget();
        }

        Tensor Step(int i, Tensor x, Tensor x0, Tensor? x0Before)
        {
            var corrected = from is { } f ? Correct(i, f.X, f.X0, f.X0Before, x0) : x;
            Tensor? d = x0Before is null ? null : (x0Before - x0) / Ratio(i);
            var (factor, p, _) = Coefficients(i);
            var next = corrected * factor - x0 * (schedule.Alpha(times[i + 1]) * p);
            var kept = (Keep(corrected)!, Keep(x0)!, Keep(x0Before));
            Forget();
            from = kept;
            return d is null ? next : next - d * (.5 * schedule.Alpha(times[i + 1]) * p);
        }

        Tensor Correct(int i, Tensor xs, Tensor x0s, Tensor? x0Before, Tensor x0t)
        {
            var (factor, p, hh) = Coefficients(i - 1);
            var scale = schedule.Alpha(times[i]) * p;
            var start = xs * factor - x0s * scale;
            if (x0Before is null)
                return start - (x0t - x0s) * (.5 * scale);
            var rk = Ratio(i - 1);
            var (c1, c2) = ((p / hh - 1) / p, 2 * ((p / hh - 1) / hh - .5) / p);
            var r0 = (c1 - c2) / (1 - rk);
            return start - ((x0Before - x0s) * (r0 / rk) + (x0t - x0s) * (c1 - r0)) * scale;
        }

        (double Factor, double P, double Hh) Coefficients(int i)
        {
            var hh = schedule.Lambda(times[i]) - schedule.Lambda(times[i + 1]);
            return (schedule.Sigma(times[i + 1]) / schedule.Sigma(times[i]), Math.Exp(hh) - 1, hh);
        }

        double Ratio(int i) => (schedule.Lambda(times[i - 1]) - schedule.Lambda(times[i])) / (schedule.Lambda(times[i + 1]) - schedule.Lambda(times[i]));

        static Tensor? Keep(Tensor? tensor) => tensor?.alias().DetachFromDisposeScope();

        void Forget()
        {
            from?.X.Dispose();
            from?.X0.Dispose();
            from?.X0Before?.Dispose();
        }
    }
}
