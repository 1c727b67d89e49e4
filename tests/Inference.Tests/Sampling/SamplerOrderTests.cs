using ThermalPortal.Inference.Sampling;

namespace ThermalPortal.Inference.Tests.Sampling;

/// <summary>
/// Errors on the Gaussian target, computed independently of this code when the method was designed (double precision, no first-order last step).
/// </summary>
[NoTensorLeak]
public sealed class SamplerOrderTests
{
    [Fact]
    public void Exact_FromOnePointThree_IsTheKnownValue() => Assert.Equal(1.154003, GaussianTarget.Exact(1.3), 5e-7);

    [Theory]
    [InlineData("ddim", 5, .146), InlineData("ddim", 10, .0786), InlineData("ddim", 20, .0411), InlineData("ddim", 40, .0210), InlineData("ddim", 80, .0106)]
    [InlineData("dpm++2m", 5, .0344), InlineData("dpm++2m", 10, .00634), InlineData("dpm++2m", 20, .00336)]
    [InlineData("dpm++2m", 40, .000934), InlineData("dpm++2m", 80, .000239)]
    [InlineData("unipc", 5, .0156), InlineData("unipc", 10, .0137), InlineData("unipc", 20, .00216), InlineData("unipc", 40, .000277), InlineData("unipc", 80, .0000349)]
    [InlineData("heun", 5, .204097), InlineData("heun", 10, .0412311), InlineData("heun", 20, .00925819), InlineData("heun", 40, .00219901), InlineData("heun", 80, .000536266)] // tests/Reference/heun.py
    public void Sample_GaussianTarget_HasTheKnownError(string sampler, int steps, double expected) =>
        Assert.InRange(GaussianTarget.Error(Samplers.All[sampler], steps), expected * .95, expected * 1.05);

    [Theory]
    [InlineData("ddim", 20, .97), InlineData("ddim", 40, .98), InlineData("dpm++2m", 20, 1.85), InlineData("dpm++2m", 40, 1.96), InlineData("unipc", 20, 2.96), InlineData("unipc", 40, 2.99)]
    [InlineData("heun", 20, 2.07), InlineData("heun", 40, 2.04)]
    public void Sample_TwiceTheSteps_ConvergesAtItsOrder(string sampler, int steps, double order)
    {
        var ratio = GaussianTarget.Error(Samplers.All[sampler], steps) / GaussianTarget.Error(Samplers.All[sampler], 2 * steps);
        Assert.Equal(order, Math.Log2(ratio), .02);
    }

    [Fact]
    public void Sample_UniformTimes_AreWorseThanUniformLambda()
    {
        double[] uniform = [.. Enumerable.Range(0, 21).Select(i => 999 - i * 999 / 20.0)];
        Assert.Equal(.096, GaussianTarget.Error(Ddim.Sample, 20, uniform), .005);
    }
}
