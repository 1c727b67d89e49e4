using ThermalPortal.Inference.Training.Data;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Training.Data;

public sealed class WarpTests
{
    private const int Size = 64;

    [Fact]
    public void ToCrop_PointsOfTheGrid_ComeBackToTheirPixels()
    {
        using var scope = NewDisposeScope();
        var warp = Warp.Draw(64, new Random(3));
        var grid = warp.Grid(Size);
        long[] at = [12, 20, 32, 40, 51]; // pixels of the crop, on its diagonal
        var pixels = tensor(at);
        var places = grid.index_select(1, pixels).index_select(2, pixels).diagonal(0, 1, 2).transpose(1, 2); // (B, 5, 2) in the picture
        var wanted = ((pixels.to_type(ScalarType.Float32) + 0.5) * 2 / Size - 1).reshape(1, -1, 1).expand(64, -1, 2);
        var mirrored = linalg.det(Slope(grid)) < 0;
        var named = where(mirrored.reshape(-1, 1, 1), wanted.index_select(1, tensor([1L, 0, 2, 4, 3])), wanted);
        Assert.True((warp.ToCrop(places, Size) - named).abs().max().item<float>() < 0.004f, "more than an eighth of a pixel off");
        Assert.InRange(mirrored.to_type(ScalarType.Float32).mean().item<float>(), 0.3f, 0.7f);
    }

    [Fact]
    public void Draw_BendsMostCrops_AndKeepsThemNearlyEven()
    {
        using var scope = NewDisposeScope();
        var grid = Warp.Draw(200, new Random(5)).Grid(Size);
        // An affine grid has no second difference; where there is one, the crop is bent.
        var bent = (grid[.., 2..] - 2 * grid[.., 1..^1] + grid[.., ..^2]).abs().flatten(1).amax(1) > 1e-5;
        Assert.InRange(bent.to_type(ScalarType.Float32).mean().item<float>(), 0.6f, 0.8f);
        Assert.True(grid.isfinite().all().item<bool>());
    }

    [Fact]
    public void Identity_Grid_IsTheWholePicture()
    {
        using var scope = NewDisposeScope();
        var grid = Warp.Identity(1).Grid(2);
        Assert.Equal([-0.5f, -0.5f, 0.5f, -0.5f, -0.5f, 0.5f, 0.5f, 0.5f], grid.data<float>().ToArray());
    }

    /// <summary>How crop directions turn into picture directions in the middle, (B, 2, 2).</summary>
    private static Tensor Slope(Tensor grid)
    {
        var middle = Size / 2;
        return stack([grid.select(1, middle).select(1, middle + 1) - grid.select(1, middle).select(1, middle), grid.select(1, middle + 1).select(1, middle) - grid.select(1, middle).select(1, middle)], 2);
    }
}
