using static TorchSharp.torch;

namespace ThermalPortal.Inference.Sampling.Paths;

/// <summary>Variance-preserving diffusion: x = alpha x0 + sigma n, sampled by DPM-Solver++ 2M at nodes even in log signal-to-noise.</summary>
/// <param name="prediction">What the network answers.</param>
public sealed class DiffusionPath(Prediction prediction) : DenoisingPath
{
    private readonly NoiseSchedule _schedule = NoiseSchedule.Default;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Times { get; } = [.. Enumerable.Range(0, NoiseSchedule.Default.Count).Select(t => (double)t)];

    /// <inheritdoc/>
    public override PathPoint At(double time)
    {
        var (alpha, sigma) = (_schedule.Alpha(time), _schedule.Sigma(time));
        var (image, noise) = prediction switch
        {
            Prediction.Noise => (0, 1),
            Prediction.Image => (1, 0),
            _ => (-sigma, alpha),
        };
        return new PathPoint(time, alpha, sigma, image, noise);
    }

    /// <inheritdoc/>
    public override Tensor Sample(Func<Tensor, double, Tensor> denoise, Func<int, Tensor> noise, double temperature, int steps, Action<SamplerStep>? onStep = null, CancellationToken cancellationToken = default) =>
        DpmSolverPlusPlus2M.Sample(denoise, noise(0) * temperature, LogSnrGrid.Times(_schedule, steps), new SamplerOptions { Schedule = _schedule }, onStep, cancellationToken);
}
