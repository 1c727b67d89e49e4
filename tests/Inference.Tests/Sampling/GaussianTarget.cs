using ThermalPortal.Inference.Sampling;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Sampling;

/// <summary>Data N(.7, .35^2): the perfect denoiser and the exact path of the sampling ODE are known in closed form.</summary>
internal static class GaussianTarget
{
    private const double Mean = .7, Deviation = .35;
    private static readonly NoiseSchedule Schedule = NoiseSchedule.Default;

    public static Tensor Denoise(Tensor x, double t)
    {
        var (alpha, sigma) = (Schedule.Alpha(t), Schedule.Sigma(t));
        return (x - alpha * Mean) * (alpha * Deviation * Deviation / (alpha * alpha * Deviation * Deviation + sigma * sigma)) + Mean;
    }

    /// <summary>x at time 0 of the path through x at time 999.</summary>
    public static double Exact(double start)
    {
        double Spread(double t) => Math.Sqrt(Schedule.AlphaBar(t) * Deviation * Deviation + 1 - Schedule.AlphaBar(t));
        return Schedule.Alpha(0) * Mean + Spread(0) / Spread(999) * (start - Schedule.Alpha(999) * Mean);
    }

    /// <summary>Error at x(lambda_0) from x_999 = 1.3, N steps (N + 1 nodes).</summary>
    public static double Error(Sampler sampler, int steps, double[]? times = null)
    {
        using var scope = NewDisposeScope();
        var last = double.NaN;
        sampler(Denoise, full([1, 1], 1.3, dtype: float64), times ?? LogSnrGrid.Times(Schedule, steps + 1), new SamplerOptions(),
            step => last = step.State.item<double>());
        return Math.Abs(last - Exact(1.3));
    }
}
