using ThermalPortal.Inference.Metrics;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Metrics;

/// <summary>Numbers of tests/Reference/distribution_distance.py (scipy's matrix square root, loops over pairs) on the same values.</summary>
public sealed class DistributionDistanceTests
{
    private const int Rows = 12, Width = 5;

    private static Tensor Made() => Values(i => Math.Sin(i * i * .37) + .3 * Math.Cos(i * 1.9));

    private static Tensor True() => Values(i => Math.Cos(i * i * .53) + .2 * Math.Sin(i * 2.3) + .1);

    private static Tensor Values(Func<int, double> value) => tensor(Enumerable.Range(0, Rows * Width).Select(value).ToArray(), [Rows, Width]);

    [Fact, NoTensorLeak]
    public void Frechet_SmallSets_EqualsScipy()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(0.5487902319670668, FrechetDistance.Of(Made(), True()), 1e-9);
        Assert.Equal(0, FrechetDistance.Of(Made(), Made()), 1e-9);
    }

    [Fact, NoTensorLeak]
    public void Frechet_FewerRowsThanColumns_IsNotChangedByEmptyColumns()
    {
        using var scope = NewDisposeScope();
        Tensor Wide(Tensor narrow) => cat([narrow, zeros(Rows, 20, dtype: float64)], 1);
        Assert.Equal(0.5487902319670668, FrechetDistance.Of(Wide(Made()), Wide(True())), 1e-9);
    }

    [Fact, NoTensorLeak]
    public void Frechet_ShiftedSet_IsTheSquaredShift()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(Width * .25, FrechetDistance.Of(Made(), Made() + .5), 1e-9);
    }

    [Fact]
    public void Frechet_OneRowOrOtherWidth_Throws()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => FrechetDistance.Of(ones(1, 5), ones(4, 5)));
        Assert.Throws<ArgumentException>(() => FrechetDistance.Of(ones(4, 5), ones(4, 6)));
    }

    [Fact, NoTensorLeak]
    public void Kernel_SmallSets_EqualsLoopsOverPairs()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(-2.832563036048425, new KernelDistance(Made(), True()).Of([.. Enumerable.Repeat(1, Rows)]), 1e-9);
    }

    [Fact]
    public void Kernel_WeightZero_LeavesPicturesOut()
    {
        using var scope = NewDisposeScope();
        var part = new KernelDistance(Made()[..7], True()[..7]).Of([.. Enumerable.Repeat(1, 7)]);
        Assert.Equal(part, new KernelDistance(Made(), True()).Of([1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0]), 1e-12);
        Assert.Equal(double.NaN, new KernelDistance(Made(), True()).Of([2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
    }

    [Fact]
    public void Kernel_DrawsOfOneDistribution_AreNearZeroAndOthersAreNot()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        Tensor Draw() => randn([200, 4], generator: generator) * .5;
        int[] once = [.. Enumerable.Repeat(1, 200)];
        var (near, far) = (new KernelDistance(Draw(), Draw()).Of(once), new KernelDistance(Draw() + .5, Draw()).Of(once));
        Assert.InRange(near, -.2, .2);
        Assert.True(far > 1, $"{far} should be far above {near}.");
    }
}
