using static TorchSharp.torch;

namespace ThermalPortal.Inference.Training.Data;

/// <summary>
/// Thermal images with the visible one, bright or dark, laid over them. Who a face is can be told from either, so a student that must do with any of both goes on knowing the shapes
/// of real faces and learns less by heart what simulated heat looks like.
/// </summary>
internal static class LaidOver
{
    /// <summary>A share of normalised thermal images (B, 1, S, S) with the visible ones (B, 3, S, S), all in [-1, 1], over them; the rest as they are.</summary>
    public static Tensor Apply(Tensor thermal, Tensor visible, double share, Random random)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)random.NextInt64());
        Tensor Draw() => rand([thermal.shape[0], 1, 1, 1], generator: generator);
        var grey = PercentileRange.Normalize(visible.mean([1], keepdim: true) * where(Draw() < 0.5, 1f, -1f));
        var over = PercentileRange.Normalize(thermal + (Draw() * 0.7 + 0.3) * (grey - thermal));
        return where(Draw() < share, ThermalLook.Apply(over, random), thermal).MoveToOuterDisposeScope();
    }
}
