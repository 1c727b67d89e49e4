using ThermalPortal.Inference.Training.Data;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Tests.Training.Data;

public sealed class TightFrameTests
{
    private const int Count = 400, Size = 16;

    [Fact]
    public void Hold_SomeFrames_RepeatTheirEdgeAndKeepTheMiddle()
    {
        using var scope = NewDisposeScope();
        var grid = Grid();
        var held = TightFrame.Hold(grid, new Random(1));
        var moved = held != grid;
        Assert.InRange(moved.flatten(1).any(1).to_type(ScalarType.Float32).mean().item<float>(), 0.3, 0.45);
        var middle = grid.abs() < 0.3;
        Assert.False(moved.logical_and(middle).any().item<bool>());
        Assert.True((held.abs() <= grid.abs()).all().item<bool>()); // nothing moves outwards
        for (var i = 0; i < Count; i++)
            if (moved[i].any().item<bool>())
            {
                var x = held[i].select(2, 0)[0].data<float>().ToArray();
                Assert.Equal(x.Order(), x); // an edge repeats, nothing folds back
            }
    }

    [Fact]
    public void Hold_EverySide_IsCutNowAndThen()
    {
        using var scope = NewDisposeScope();
        var grid = Grid();
        var held = TightFrame.Hold(grid, new Random(2));
        foreach (var (axis, end) in new[] { (0, 0), (0, Size - 1), (1, 0), (1, Size - 1) })
        {
            var at = axis == 0 ? held[.., 0, end, 0] : held[.., end, 0, 1];
            Assert.InRange((at.abs() < 0.9).to_type(ScalarType.Float32).mean().item<float>(), 0.12, 0.32); // .4 x .6, less those that are cut further out than that
        }
    }

    private static Tensor Grid() => F.affine_grid(eye(2, 3).expand(Count, 2, 3), [Count, 1, Size, Size], align_corners: false);
}
