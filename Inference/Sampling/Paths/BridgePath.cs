using static TorchSharp.torch;

namespace ThermalPortal.Inference.Sampling.Paths;

/// <summary>ResShift from the thermal latent (0 here) in 15 trained times: x = (1 - eta) x0 + kappa sqrt(eta) n, the answer x0. Fewer steps take times evenly spread among them.</summary>
public sealed class BridgePath : DenoisingPath
{
    private const int LastNetworkTime = 999;
    private readonly ShiftSchedule _shift = new(count: 15, smallest: .04);

    /// <inheritdoc/>
    public override IReadOnlyList<double> Times => [.. _shift.Times().Reverse()];

    /// <inheritdoc/>
    public override PathPoint At(double time)
    {
        var eta = _shift.Eta(time);
        return new PathPoint(LastNetworkTime * time / _shift.Count, 1 - eta, _shift.Kappa * Math.Sqrt(eta), 1, 0);
    }

    /// <inheritdoc/>
    public override Tensor Sample(Func<Tensor, double, Tensor> denoise, Func<int, Tensor> noise, double temperature, int steps, Action<SamplerStep>? onStep = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        var start = noise(0) * (temperature * At(_shift.Count).Noise);
        var nodes = Math.Min(steps, _shift.Count);
        double[] times = [.. Enumerable.Range(0, nodes).Select(i => nodes == 1 ? _shift.Count : Math.Round(double.Lerp(_shift.Count, 1, i / (nodes - 1.0))))];
        return ResShift.Sample(denoise, start, times, new SamplerOptions { Shift = _shift, StepNoise = i => noise(i + 1) * temperature }, onStep, cancellationToken);
    }
}
