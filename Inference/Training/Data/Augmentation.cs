using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Training.Data;

/// <summary>
/// Draws training crops. Geometry (flip, rotation, scale, shift, proportions) is shared by both pictures; the thermal side alone then gets
/// what real heat, sensors and files differ in: frames that end within the head, other looks of heat, window, offset, gamma, clipped background, resolution, noise, stripes, occlusion,
/// the few levels of a palette.
/// Visible pictures get geometry only: colour jitter would teach wrong skin tones.
/// </summary>
public static class Augmentation
{
    /// <summary>
    /// Rows of the store as a batch of crops of <paramref name="size"/> pixels; without <paramref name="random"/> the whole frame, unaugmented.
    /// Shares of the faces are mixed of two (<see cref="MixedPeople"/>: these are nobody, -1, and of no known attributes) and of the thermal images have the visible one over them (<see cref="LaidOver"/>).
    /// </summary>
    public static PairBatch Batch(PairStore store, long[] rows, int size, Random? random, double mixed = 0, double laidOver = 0)
    {
        using var scope = NewDisposeScope();
        var index = tensor(rows);
        var warp = random is null ? Warp.Identity(rows.Length) : Warp.Draw(rows.Length, random);
        var grid = warp.Grid(size);
        var visible = Resample(store.Visible.index_select(0, index).to_type(ScalarType.Float32).div_(127.5).sub_(1), grid).clamp_(-1, 1);
        var thermal = PercentileRange.Normalize(Resample(store.Thermal.index_select(0, index).to_type(ScalarType.Float32), grid));
        var (labels, people, points) = (store.Labels.index_select(0, index), store.People.index_select(0, index), warp.ToCrop(store.Points.index_select(0, index), size));
        if (random is not null)
        {
            if (mixed > 0)
            {
                (thermal, visible, var nobody) = MixedPeople.Apply(thermal, visible, points, mixed, random);
                (labels, people) = (labels.masked_fill(nobody.unsqueeze(1), -1), people.masked_fill(nobody, -1));
            }
            thermal = ThermalVariety.Apply(ThermalLook.Apply(PercentileRange.Normalize(TightFrame.Apply(thermal, grid, random)), random), random);
            if (laidOver > 0)
                thermal = LaidOver.Apply(thermal, visible, laidOver, random);
        }
        return new PairBatch(thermal.MoveToOuterDisposeScope(), visible.MoveToOuterDisposeScope(), labels.MoveToOuterDisposeScope(), points.MoveToOuterDisposeScope(), people.MoveToOuterDisposeScope());
    }

    private static Tensor Resample(Tensor x, Tensor grid) =>
        F.grid_sample(x, grid, padding_mode: GridSamplePaddingMode.Border, align_corners: false);

    internal static double Uniform(Random random, double low, double high) => low + (high - low) * random.NextDouble();
}
