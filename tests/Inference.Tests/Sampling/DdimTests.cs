using ThermalPortal.Inference.Sampling;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Sampling;

[NoTensorLeak]
public sealed class DdimTests
{
    [Theory, InlineData(999, 998), InlineData(500, 499), InlineData(1, 0), InlineData(700, 300)]
    public void FreshNoise_EtaOne_IsTheVarianceOfTheDdpmPosterior(double s, double t)
    {
        var schedule = NoiseSchedule.Default;
        var beta = 1 - schedule.AlphaBar(s) / schedule.AlphaBar(t);
        var posterior = beta * (1 - schedule.AlphaBar(t)) / (1 - schedule.AlphaBar(s));
        Assert.Equal(posterior, Math.Pow(Ddim.FreshNoise(schedule, s, t, 1), 2), 1e-12);
    }

    [Fact]
    public void Sample_EtaOne_KeepsTheSpreadOfTheGaussianTarget()
    {
        using var scope = NewDisposeScope();
        var times = LogSnrGrid.Times(NoiseSchedule.Default, 401);
        var options = new SamplerOptions { Eta = 1, StepNoise = i => SeededNoise.Make([3], [20000], i + 1) };
        Tensor? state = null;
        Ddim.Sample(GaussianTarget.Denoise, SeededNoise.Make([3], [20000]), times, options,
            step => { if (step.Index == 400) state = step.State.clone().MoveToOuterDisposeScope().MoveToOuterDisposeScope(); });
        Assert.Equal(.7, state!.mean().item<float>(), .01);
        Assert.Equal(Math.Sqrt(.35 * .35 + .03873 * .03873), state.std().item<float>(), .01);
    }

    [Fact]
    public void Sample_EtaWithoutNoise_Throws()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => Ddim.Sample(GaussianTarget.Denoise, zeros(1, 1), [999, 0], new SamplerOptions { Eta = .5 }));
    }
}
