using static TorchSharp.torch;

namespace ThermalPortal.Inference.Sampling;

/// <summary>
/// Rectified flow (arXiv 2209.03003, algorithm 1): Euler steps on paths that training made straight, from noise, or from the thermal latent plus a little of it (shorter paths), to the image.
/// Times fall here as everywhere: tau = 1 - t of the paper, 1 at the start, 0 at the image x0.
/// <code>x_tau = tau start + (1 - tau) x0     v = x0 - start     x0h = x + tau v
/// x_t = x + (s - t) v = x0h + (t/s) (x - x0h)     s = from, t = to</code>
/// </summary>
/// <remarks>For networks trained on that path. The answer, x0h at the last node, is the last Euler step: N nodes of <see cref="Times"/> are N steps and N evaluations.</remarks>
public static class RectifiedFlow
{
    /// <inheritdoc cref="Sampler"/>
    public static Tensor Sample(
        Func<Tensor, double, Tensor> denoise, Tensor noise, IReadOnlyList<double> times, SamplerOptions options,
        Action<SamplerStep>? onStep = null, CancellationToken cancellationToken = default)
    {
        if (times.Any(t => t is not (>= 0 and <= 1)))
            throw new ArgumentException($"Times of a rectified flow run from 1 to 0; got {string.Join(", ", times)}.", nameof(times));
        return SamplerLoop.Run(denoise, noise, times, Step, onStep, cancellationToken);

        Tensor Step(int i, Tensor x, Tensor x0, Tensor? x0Before) => x0 + (x - x0) * (times[i + 1] / times[i]);
    }

    /// <summary>N times from 1 to 1/N, evenly.</summary>
    public static double[] Times(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        return [.. Enumerable.Range(0, steps).Select(i => (steps - i) / (double)steps)];
    }

    /// <summary>The start of short paths, thermal + spread * noise: latent and standard normal noise, both (B, ...), the spread that of the training.</summary>
    public static Tensor Start(Tensor thermal, Tensor noise, double spread)
    {
        using var scope = NewDisposeScope();
        return (thermal + noise * spread).MoveToOuterDisposeScope();
    }

    /// <summary>x0h(x, time) of a network that predicts the velocity v: both (B, ...), time 0..1.</summary>
    public static Tensor Clean(Tensor x, Tensor velocity, double time)
    {
        using var scope = NewDisposeScope();
        return (x + velocity * time).MoveToOuterDisposeScope();
    }
}
