using static TorchSharp.torch;

namespace ThermalPortal.Inference.Training.Data;

/// <summary>Labels of which some are hidden at random, so that a network learns to do with what it is told.</summary>
internal static class HiddenLabels
{
    /// <summary>Labels (B, heads) -> rows in which -1 = unknown or hidden: each label with one chance, and all of an image with another.</summary>
    public static int[][] Of(Tensor labels, Random random, double each, double all = 0) =>
    [
        .. labels.data<long>().ToArray().Chunk((int)labels.shape[1]).Select(row =>
        {
            var hidden = random.NextDouble() < all;
            return row.Select(label => hidden || random.NextDouble() < each ? -1 : (int)label).ToArray();
        }),
    ];
}
