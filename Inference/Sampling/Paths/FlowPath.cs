using static TorchSharp.torch;

namespace ThermalPortal.Inference.Sampling.Paths;

/// <summary>Rectified flow from the thermal latent (0 here) and noise of deviation <see cref="Spread"/>: x = tau start + (1 - tau) x0, the answer v = x0 - start. Times are tau, 1/1000 to 1.</summary>
public sealed class FlowPath : DenoisingPath
{
    /// <summary>Deviation of the start about the thermal latent, in units of the residual: paths stay short, samples still differ.</summary>
    public const double Spread = 0.5;

    private const int Count = 1000;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Times { get; } = [.. Enumerable.Range(1, Count).Select(i => i / (double)Count)];

    /// <inheritdoc/>
    public override PathPoint At(double time) => new(Math.Max(0, Count * time - 1), 1 - time, Spread * time, 1, -Spread);

    /// <inheritdoc/>
    public override Tensor Sample(Func<Tensor, double, Tensor> denoise, Func<int, Tensor> noise, double temperature, int steps, Action<SamplerStep>? onStep = null, CancellationToken cancellationToken = default) =>
        RectifiedFlow.Sample(denoise, noise(0) * (Spread * temperature), RectifiedFlow.Times(steps), new SamplerOptions(), onStep, cancellationToken);
}
