using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests;

/// <summary>Comparisons of whole tensors, relative to the size of the expected one.</summary>
public static class TensorAssert
{
    /// <summary>The largest absolute difference is at most <paramref name="relative"/> of the largest expected value.</summary>
    public static void Close(Tensor expected, Tensor actual, double relative)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(expected.shape, actual.shape);
        var difference = (expected.to(float64) - actual.to(float64)).abs().max().item<double>();
        var size = Math.Max(expected.to(float64).abs().max().item<double>(), 1e-12);
        Assert.True(difference <= relative * size, $"differs by {difference:g3}, {difference / size:g3} of the largest value {size:g3}");
    }
}
