using static ThermalPortal.Inference.Training.Data.Augmentation;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Training.Data;

/// <summary>
/// Thermal frames that end within the head, as pictures cropped to a face do: beyond a random rectangle the frame's edge repeats, as <see cref="Faces.FaceAligner"/> repeats it.
/// The visible picture stays whole, so that networks learn what lies beyond and do not take the streaks for skin.
/// </summary>
internal static class TightFrame
{
    /// <summary>Share of frames that are cut.</summary>
    private const double Share = 0.4;

    /// <summary>Share of the sides of such a frame that are cut.</summary>
    private const double SideShare = 0.6;

    /// <summary>Where the pixels of crops lie in their pictures, (B, S, S, 2) in [-1, 1], held within a rectangle for each.</summary>
    public static Tensor Hold(Tensor grid, Random random)
    {
        var (low, high) = (new List<float>(), new List<float>());
        for (var i = 0; i < grid.shape[0]; i++)
        {
            var cut = random.NextDouble() < Share;
            float Side(double nearest) => cut && random.NextDouble() < SideShare ? (float)Uniform(random, nearest, 1) : float.PositiveInfinity;
            low.AddRange([-Side(0.3), -Side(0.4)]); // left, top
            high.AddRange([Side(0.3), Side(0.35)]); // right, bottom
        }
        return maximum(minimum(grid, tensor(high).reshape(-1, 1, 1, 2)), tensor(low).reshape(-1, 1, 1, 2));
    }
}
