using static ThermalPortal.Inference.Training.Data.Augmentation;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Training.Data;

/// <summary>
/// Thermal frames that end within the head, as pictures cropped to a face do: beyond a random rectangle lies cold, as <see cref="Faces.FaceAligner"/> lays it around frames.
/// The visible picture stays whole, so that networks learn what may lie beyond.
/// </summary>
internal static class TightFrame
{
    /// <summary>Share of frames that are cut.</summary>
    private const double Share = 0.4;

    /// <summary>Share of the sides of such a frame that are cut.</summary>
    private const double SideShare = 0.6;

    /// <summary>The crops, with cold where their frames, cut at random or not, do not reach.</summary>
    /// <param name="thermal">Crops of thermal pictures, (B, 1, S, S), any unit.</param>
    /// <param name="grid">Where their pixels lie in the pictures, (B, S, S, 2); the pictures are [-1, 1].</param>
    /// <param name="random">What is cut.</param>
    public static Tensor Apply(Tensor thermal, Tensor grid, Random random)
    {
        using var scope = NewDisposeScope();
        var (low, high) = (new List<float>(), new List<float>());
        for (var i = 0; i < grid.shape[0]; i++)
        {
            var cut = random.NextDouble() < Share;
            float Side(double nearest) => cut && random.NextDouble() < SideShare ? (float)Uniform(random, nearest, 1) : 1;
            low.AddRange([-Side(0.3), -Side(0.4)]); // left, top
            high.AddRange([Side(0.3), Side(0.35)]); // right, bottom
        }
        var beyond = (grid < tensor(low).reshape(-1, 1, 1, 2)).logical_or(grid > tensor(high).reshape(-1, 1, 1, 2)).any(-1).unsqueeze(1);
        return where(beyond, Cold(thermal, beyond), thermal).MoveToOuterDisposeScope();
    }

    /// <summary>First percentile of what is not beyond, (B, 1, 1, 1).</summary>
    private static Tensor Cold(Tensor thermal, Tensor beyond)
    {
        var sorted = thermal.masked_fill(beyond, float.PositiveInfinity).flatten(1).sort(1).Values;
        var seen = beyond.logical_not().flatten(1).sum(1, keepdim: true);
        return sorted.gather(1, ((seen - 1) * 0.01).round().to_type(ScalarType.Int64).clamp_min(0)).reshape(-1, 1, 1, 1);
    }
}
