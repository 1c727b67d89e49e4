using static TorchSharp.torch;

namespace ThermalPortal.Inference.Sampling;

/// <summary>
/// DPM-Solver++(2M), the default: second order, one evaluation a step (arXiv 2211.01095, algorithm 2).
/// <code>x_t = (sigma_t/sigma_s) x - alpha_t (e^-h - 1) D     h = lambda_t - lambda_s, s = from, t = to
/// D = x0_s at first, else (1 + 1/(2r)) x0_s - x0_before/(2r)     r = (lambda_s - lambda_before)/h</code>
/// </summary>
public static class DpmSolverPlusPlus2M
{
    private const int FewNodes = 10;

    /// <inheritdoc cref="Sampler"/>
    public static Tensor Sample(
        Func<Tensor, double, Tensor> denoise, Tensor noise, IReadOnlyList<double> times, SamplerOptions options,
        Action<SamplerStep>? onStep = null, CancellationToken cancellationToken = default)
    {
        var schedule = options.Schedule;
        return SamplerLoop.Run(denoise, noise, times, Step, onStep, cancellationToken);

        Tensor Step(int i, Tensor x, Tensor x0, Tensor? x0Before)
        {
            var (s, t) = (times[i], times[i + 1]);
            var h = schedule.Lambda(t) - schedule.Lambda(s);
            var lastOfFew = options.FirstOrderLastStep && times.Count < FewNodes && i == times.Count - 2;
            var d = x0;
            if (x0Before is not null && !lastOfFew)
            {
                var r = (schedule.Lambda(s) - schedule.Lambda(times[i - 1])) / h;
                d = x0 * (1 + 1 / (2 * r)) - x0Before / (2 * r);
            }
            return x * (schedule.Sigma(t) / schedule.Sigma(s)) - d * (schedule.Alpha(t) * (Math.Exp(-h) - 1));
        }
    }
}
