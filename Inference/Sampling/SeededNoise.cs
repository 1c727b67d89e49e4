using static TorchSharp.torch;

namespace ThermalPortal.Inference.Sampling;

/// <summary>
/// Noise that depends on the image's own seed only: made on the CPU, one generator an image, so neither the batch an image
/// travels in nor the device changes its result.
/// </summary>
public static class SeededNoise
{
    /// <summary>Standard normal noise, float32.</summary>
    /// <param name="seeds">One seed an image.</param>
    /// <param name="shape">Shape of one image, such as (4, 16, 16).</param>
    /// <param name="step">0 for the start; node index + 1 for the fresh noise of stochastic samplers.</param>
    /// <param name="device">Where the result goes.</param>
    /// <returns>(B, ..shape).</returns>
    public static Tensor Make(IReadOnlyList<long> seeds, long[] shape, int step = 0, Device? device = null)
    {
        using var scope = NewDisposeScope();
        var images = seeds.Select(seed => One(Mix((ulong)seed, (ulong)step), shape)).ToArray();
        return stack(images).to(device ?? CPU).MoveToOuterDisposeScope();
    }

    private static Tensor One(ulong seed, long[] shape)
    {
        using var generator = new Generator(seed);
        return randn(shape, generator: generator);
    }

    // SplitMix64: neighbouring seeds and steps give unrelated generators.
    private static ulong Mix(ulong seed, ulong step)
    {
        var z = seed + (step + 1) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
