using static TorchSharp.torch;

namespace ThermalPortal.Inference.Sampling;

/// <summary>What all samplers share: evaluate, show, step, and keep nothing longer than needed.</summary>
internal static class SamplerLoop
{
    /// <summary>Moves from node i to node i+1: (i, x at i, x0h at i, x0h at i-1 or null) -> x at i+1.</summary>
    public delegate Tensor Step(int node, Tensor x, Tensor x0, Tensor? x0Before);

    public static Tensor Run(
        Func<Tensor, double, Tensor> denoise, Tensor noise, IReadOnlyList<double> times, Step step,
        Action<SamplerStep>? onStep, CancellationToken cancellationToken)
    {
        Require(times);
        using var all = NewDisposeScope();
        var x = noise.alias();
        Tensor? before = null;
        for (var i = 0; ; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var x0 = denoise(x, times[i]).alias();
            onStep?.Invoke(new SamplerStep(i, times.Count, times[i], x, x0));
            if (i == times.Count - 1)
                return x0.MoveToOuterDisposeScope().MoveToOuterDisposeScope();
            var next = step(i, x, x0, before).MoveToOuterDisposeScope();
            x.Dispose();
            before?.Dispose();
            (x, before) = (next, x0.MoveToOuterDisposeScope());
        }
    }

    private static void Require(IReadOnlyList<double> times)
    {
        if (times.Count == 0 || times.Zip(times.Skip(1)).Any(pair => pair.Second >= pair.First))
            throw new ArgumentException($"A sampler needs falling times; got {string.Join(", ", times)}.", nameof(times));
    }
}
