using static TorchSharp.torch;

namespace ThermalPortal.Inference.Sampling;

/// <summary>
/// Heun's method on the probability-flow ODE (EDM, arXiv 2206.00364, algorithm 1 without fresh noise): second order, two evaluations a step, so 2N - 1 for N nodes.
/// <code>y = x/alpha, s = sigma/alpha, dy/ds = d(y, s) = (y - x0h)/s
/// y~ = y + (s_t - s_s) d(y, s_s)     y_t = y + (s_t - s_s) (d(y, s_s) + d(y~, s_t))/2     s = from, t = to</code>
/// </summary>
public static class Heun
{
    /// <inheritdoc cref="Sampler"/>
    public static Tensor Sample(
        Func<Tensor, double, Tensor> denoise, Tensor noise, IReadOnlyList<double> times, SamplerOptions options,
        Action<SamplerStep>? onStep = null, CancellationToken cancellationToken = default)
    {
        var schedule = options.Schedule;
        return SamplerLoop.Run(denoise, noise, times, Step, onStep, cancellationToken);

        Tensor Step(int i, Tensor x, Tensor x0, Tensor? x0Before)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (s, t) = (times[i], times[i + 1]);
            var (y, alpha, gap) = (x / schedule.Alpha(s), schedule.Alpha(t), Ratio(t) - Ratio(s));
            var slope = (y - x0) / Ratio(s);
            var predicted = y + slope * gap;
            var slopeThere = (predicted - denoise(predicted * alpha, t).alias()) / Ratio(t);
            return (y + (slope + slopeThere) * (.5 * gap)) * alpha;
        }

        double Ratio(double t) => Math.Exp(-schedule.Lambda(t));
    }
}
