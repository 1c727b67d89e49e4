using static TorchSharp.torch;

namespace ThermalPortal.Inference.Training.Data;

/// <summary>Maps thermal values of any unit to the networks' range.</summary>
public static class PercentileRange
{
    /// <summary>Percentiles 1..99 of each image of (B, 1, S, S) to [-1, 1], clipped; a constant image becomes 0.</summary>
    public static Tensor Normalize(Tensor values)
    {
        using var scope = NewDisposeScope();
        var sorted = values.flatten(1).sort(1).Values;
        var n = sorted.shape[1];
        var low = sorted.select(1, (long)Math.Round(0.01 * (n - 1))).reshape(-1, 1, 1, 1);
        var high = sorted.select(1, (long)Math.Round(0.99 * (n - 1))).reshape(-1, 1, 1, 1);
        return ((values - low) / (high - low).clamp_min(1e-6) * 2 - 1).clamp_(-1, 1).MoveToOuterDisposeScope();
    }
}
