using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Training.Data;

/// <summary>
/// Draws training crops. Geometry (flip, rotation, scale, shift, proportions) is shared by both pictures; the thermal side alone then gets
/// what real sensors and files differ in: frames that end within the head, window, offset, gamma, clipped background, resolution, noise, stripes, occlusion, the few levels of a palette.
/// Visible pictures get geometry only: colour jitter would teach wrong skin tones.
/// </summary>
public static class Augmentation
{
    /// <summary>Rows of the store as a batch of crops of <paramref name="size"/> pixels; without <paramref name="random"/> the whole frame, unaugmented.</summary>
    public static PairBatch Batch(PairStore store, long[] rows, int size, Random? random)
    {
        using var scope = NewDisposeScope();
        var index = tensor(rows);
        var warp = random is null ? Warp.Identity(rows.Length) : Warp.Draw(rows.Length, random);
        var grid = warp.Grid(size);
        var visible = Resample(store.Visible.index_select(0, index).to_type(ScalarType.Float32).div_(127.5).sub_(1), grid).clamp_(-1, 1);
        var heat = Resample(store.Thermal.index_select(0, index).to_type(ScalarType.Float32), grid);
        var thermal = PercentileRange.Normalize(random is null ? heat : TightFrame.Apply(heat, grid, random));
        if (random is not null)
            thermal = ThermalVariety.Apply(thermal, random);
        return new PairBatch(thermal.MoveToOuterDisposeScope(), visible.MoveToOuterDisposeScope(), store.Labels.index_select(0, index).MoveToOuterDisposeScope(),
            warp.ToCrop(store.Points.index_select(0, index), size).MoveToOuterDisposeScope(), store.People.index_select(0, index).MoveToOuterDisposeScope());
    }

    private static Tensor Resample(Tensor x, Tensor grid) =>
        F.grid_sample(x, grid, padding_mode: GridSamplePaddingMode.Border, align_corners: false);

    internal static double Uniform(Random random, double low, double high) => low + (high - low) * random.NextDouble();
}
