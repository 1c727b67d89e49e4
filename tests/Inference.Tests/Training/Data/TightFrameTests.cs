using ThermalPortal.Inference.Training.Data;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Tests.Training.Data;

public sealed class TightFrameTests
{
    private const int Count = 400, Size = 16;

    [Fact]
    public void Apply_SomeFrames_LieInTheColdOfWhatIsLeft()
    {
        using var scope = NewDisposeScope();
        var (thermal, grid) = (arange(Size * Size, dtype: ScalarType.Float32).reshape(1, 1, Size, Size).expand(Count, 1, Size, Size), Grid(1)); // warmer row by row
        var given = TightFrame.Apply(thermal, grid, new Random(1));
        var cold = (given != thermal).squeeze(1);
        Assert.InRange(cold.flatten(1).any(1).to_type(ScalarType.Float32).mean().item<float>(), 0.3, 0.45);
        Assert.False(cold.logical_and((grid.abs() < 0.3).all(-1)).any().item<bool>()); // the middle of the face is always seen
        for (var i = 0; i < Count; i++)
            if (cold[i].any().item<bool>())
            {
                var level = Assert.Single(given[i, 0].masked_select(cold[i]).unique().output.data<float>());
                var seen = given[i, 0].masked_select(cold[i].logical_not()).data<float>().Order().ToArray();
                Assert.InRange(level, seen[0], seen[(int)Math.Ceiling((seen.Length - 1) * 0.02)]);
            }
    }

    [Fact]
    public void Apply_EverySide_IsCutNowAndThen()
    {
        using var scope = NewDisposeScope();
        var thermal = arange(Size * Size, dtype: ScalarType.Float32).reshape(1, 1, Size, Size).expand(Count, 1, Size, Size);
        var cold = (TightFrame.Apply(thermal, Grid(1), new Random(2)) != thermal).squeeze(1).to_type(ScalarType.Float32);
        foreach (var side in new[] { cold[.., 8, 0], cold[.., 8, Size - 1], cold[.., 0, 8], cold[.., Size - 1, 8] })
            Assert.InRange(side.mean().item<float>(), 0.15, 0.33); // .4 x .6, less those cut further out than the middle of that pixel
    }

    [Fact]
    public void Apply_CropLargerThanThePicture_HasColdAround()
    {
        using var scope = NewDisposeScope();
        var thermal = arange(Size * Size, dtype: ScalarType.Float32).flip(0).reshape(1, 1, Size, Size).expand(Count, 1, Size, Size);
        var given = TightFrame.Apply(thermal, Grid(1.2f), new Random(3));
        Assert.True((given[.., 0, 0] < 120).all().item<bool>()); // the warmest row, 240 and above, lies outside
    }

    private static Tensor Grid(float scale) => F.affine_grid(scale * eye(2, 3).expand(Count, 2, 3), [Count, 1, Size, Size], align_corners: false);
}
