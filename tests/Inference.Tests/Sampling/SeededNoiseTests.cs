using ThermalPortal.Inference.Sampling;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Sampling;

[NoTensorLeak]
public sealed class SeededNoiseTests
{
    [Fact]
    public void Make_AnyBatch_DependsOnTheSeedOnly()
    {
        using var scope = NewDisposeScope();
        var pair = SeededNoise.Make([11, 12], [4, 16, 16]);
        TensorAssert.Close(SeededNoise.Make([12], [4, 16, 16])[0], pair[1], 0);
        Assert.True((pair[0] - pair[1]).abs().mean().item<float>() > .5);
    }

    [Fact]
    public void Make_ManySeedsAndSteps_IsStandardNormalAndUnrelated()
    {
        using var scope = NewDisposeScope();
        var start = SeededNoise.Make([.. Enumerable.Range(-50, 100).Select(i => (long)i)], [256]);
        var step = SeededNoise.Make([.. Enumerable.Range(-50, 100).Select(i => (long)i)], [256], step: 1);
        Assert.Equal(0, start.mean().item<float>(), .02);
        Assert.Equal(1, start.std().item<float>(), .02);
        Assert.Equal(0, (start * step).mean().item<float>(), .02);
        Assert.Equal(0, (start.narrow(0, 0, 99) * start.narrow(0, 1, 99)).mean().item<float>(), .02);
    }
}
