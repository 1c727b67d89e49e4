using ThermalPortal.Inference.Sampling;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Sampling;

/// <summary>X0 ~ N(0, 1) and X1 ~ N(.7, .35^2), independent: the velocity and the exact answer, mean + deviation * X0, are known in closed form.</summary>
[NoTensorLeak]
public sealed class RectifiedFlowTests
{
    private const double Mean = .7, Deviation = .35;

    private static Tensor Denoise(Tensor x, double tau)
    {
        var t = 1 - tau;
        var gain = (t * Deviation * Deviation - (1 - t)) / ((1 - t) * (1 - t) + t * t * Deviation * Deviation);
        return RectifiedFlow.Clean(x, (x - t * Mean) * gain + Mean, tau);
    }

    private static Tensor Flow(Func<Tensor, double, Tensor> denoise, Tensor start, int steps) =>
        RectifiedFlow.Sample(denoise, start, RectifiedFlow.Times(steps), new SamplerOptions());

    /// <summary>Errors computed independently of this code when the method was designed, three figures.</summary>
    [Theory]
    [InlineData(1, .455, .0005), InlineData(2, .313, .0005), InlineData(4, .171, .0005), InlineData(8, .0910, .00005), InlineData(16, .0475, .00005)]
    public void Sample_GaussianTarget_HasTheKnownError(int steps, double expected, double rounding)
    {
        using var scope = NewDisposeScope();
        var answer = Flow(Denoise, full([1, 1], 1.3, dtype: float64), steps).item<double>();
        Assert.Equal(expected, Math.Abs(answer - 1.155), rounding);
    }

    [Fact]
    public void Sample_TwiceTheSteps_HalvesTheError()
    {
        using var scope = NewDisposeScope();
        double Error(int steps) => Math.Abs(Flow(Denoise, full([1, 1], 1.3, dtype: float64), steps).item<double>() - (Mean + Deviation * 1.3));
        Assert.Equal(1, Math.Log2(Error(256) / Error(512)), .02);
    }

    [Fact]
    public void Sample_ManySteps_ReachesTheTargetDistribution()
    {
        using var scope = NewDisposeScope();
        var answer = Flow(Denoise, SeededNoise.Make([3], [20_000]).to(float64), 512);
        Assert.Equal(Mean, answer.mean().item<double>(), 3 * Deviation / Math.Sqrt(20_000) + .001); // .001: what 512 steps still miss
        Assert.Equal(Deviation, answer.std().item<double>(), 3 * Deviation / Math.Sqrt(40_000) + .001);
    }

    /// <summary>Reflow: a network trained on pairs (X0, its own answer) follows straight lines, so one step is exact, and more change nothing.</summary>
    [Theory, InlineData(1), InlineData(3)]
    public void Sample_ReflowedPairs_AreExact(int steps)
    {
        using var scope = NewDisposeScope();
        var start = SeededNoise.Make([3], [64]).to(float64);
        var made = Flow(Denoise, start, 16);
        // The map from start to answer is affine here: made = a start + b. Its straight paths give the velocity anywhere.
        var (a, b) = Line(start, made);
        var reflowed = Flow((x, tau) => RectifiedFlow.Clean(x, (x - (1 - tau) * b) * ((a - 1) / (tau + (1 - tau) * a)) + b, tau), start, steps);
        TensorAssert.Close(made, reflowed, 1e-12);
        Assert.True((Flow(Denoise, start, steps) - made).abs().max().item<double>() > .1); // before reflow it was not
    }

    [Fact]
    public void Start_ShortPaths_AreTheThermalLatentPlusALittleNoise()
    {
        using var scope = NewDisposeScope();
        var (thermal, noise) = (SeededNoise.Make([1], [4, 8, 8]), SeededNoise.Make([2], [4, 8, 8]));
        var start = RectifiedFlow.Start(thermal, noise, .1);
        TensorAssert.Close(.1 * noise, start - thermal, 1e-6);
        // Coupled ends: the velocity is their difference everywhere, and one step from the thermal latent is the visible one.
        var visible = SeededNoise.Make([3], [4, 8, 8]);
        TensorAssert.Close(visible, Flow((x, tau) => RectifiedFlow.Clean(x, visible - start, tau), start, 4), 1e-6);
    }

    [Fact]
    public void Sample_TimesOfAnotherPath_Throws()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => RectifiedFlow.Sample(Denoise, zeros(1, 1), [999, 500], new SamplerOptions()));
        Assert.Throws<ArgumentOutOfRangeException>(() => RectifiedFlow.Times(0));
    }

    private static (double A, double B) Line(Tensor from, Tensor to)
    {
        var slope = ((to[0, 1] - to[0, 0]) / (from[0, 1] - from[0, 0])).item<double>();
        return (slope, to[0, 0].item<double>() - slope * from[0, 0].item<double>());
    }
}
