using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Training;

/// <summary>Keeps a moving average of one module's parameters in another of the same options; buffers are copied.</summary>
public static class Ema
{
    /// <summary>average += (1 - decay) * (source - average).</summary>
    public static void Update(nn.Module average, nn.Module source, double decay)
    {
        using var _ = no_grad();
        foreach (var (target, value) in average.parameters().Zip(source.parameters()))
            target.lerp_(value, 1 - decay);
        foreach (var (target, value) in average.buffers().Zip(source.buffers()))
            target.copy_(value);
    }

    /// <summary>Makes <paramref name="average"/> equal to <paramref name="source"/> and frozen.</summary>
    public static T Start<T>(T average, nn.Module source) where T : nn.Module
    {
        Update(average, source, 0);
        foreach (var parameter in average.parameters())
            parameter.requires_grad_(false);
        return average;
    }

    /// <summary>
    /// Copies what <paramref name="trained"/> shares with a network and its average, by name and shape: a network that has grown since keeps its fresh parts.
    /// </summary>
    public static void StartBoth(nn.Module net, nn.Module average, nn.Module trained)
    {
        using var _ = no_grad();
        var source = trained.state_dict();
        foreach (var (name, target) in net.state_dict().Concat(average.state_dict()))
            if (source.TryGetValue(name, out var value) && value.shape.SequenceEqual(target.shape))
                target.copy_(value);
        Update(average, net, 0); // fresh parts too
    }

    /// <summary>Decay that warms up: a young average forgets its random start quickly.</summary>
    public static double Decay(int step, double target) => Math.Min(target, (1.0 + step) / (10 + step));
}
