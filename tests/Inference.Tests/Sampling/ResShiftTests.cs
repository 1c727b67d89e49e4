using ThermalPortal.Inference.Sampling;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Sampling;

[NoTensorLeak]
public sealed class ResShiftTests
{
    private const int Draws = 20_000;
    private const double Visible = .7, Thermal = -.4;

    /// <summary>Known values: recomputed from the formula when the method was designed.</summary>
    [Theory]
    [InlineData(4, .2, new[] { .1000, .5201, .7614, .9900 })]
    [InlineData(15, .04, new[] { .0200, .1172, .1763 })]
    public void Eta_KnownSchedules_HasTheKnownRoots(int count, double smallest, double[] roots)
    {
        var schedule = new ShiftSchedule(count, smallest);
        Assert.Equal(roots, Enumerable.Range(1, roots.Length).Select(t => Math.Round(Math.Sqrt(schedule.Eta(t)), 4)));
        Assert.Equal(.99, Math.Sqrt(schedule.Eta(count)), 1e-12);
        Assert.Equal(0, schedule.Eta(0));
    }

    [Fact]
    public void Eta_FifteenTimes_EndsAsKnown() => Assert.Equal(.9086, Math.Sqrt(new ShiftSchedule(15, .04).Eta(14)), 5e-5);

    /// <summary>With the true x0 as estimate, every state on the way is a draw of q(x_t | x0, c): 20,000 draws, 3 standard errors.</summary>
    [Theory]
    [InlineData(4, .2, 1), InlineData(15, .04, 1)]
    [InlineData(15, .04, 3)] // every third time only
    public void Sample_TrueImageAsEstimate_FollowsThePath(int count, double smallest, int stride)
    {
        using var scope = NewDisposeScope();
        var schedule = new ShiftSchedule(count, smallest);
        double[] times = [.. schedule.Times().Where((_, i) => i % stride == 0)];
        var (x0, thermal) = (full([1, Draws], Visible, dtype: float64), full([1, Draws], Thermal, dtype: float64));
        Tensor Noise(int step) => SeededNoise.Make([3], [Draws], step).to(float64);
        var options = new SamplerOptions { Shift = schedule, StepNoise = i => Noise(i + 1) };
        var seen = 0;
        var answer = ResShift.Sample((_, _) => x0, schedule.Noisy(x0, thermal, Noise(0), count), times, options, step =>
        {
            var eta = schedule.Eta(step.Time);
            var (mean, variance) = (Visible + eta * (Thermal - Visible), schedule.Kappa * schedule.Kappa * eta);
            Assert.Equal(mean, step.State.mean().item<double>(), 3 * Math.Sqrt(variance / Draws));
            Assert.Equal(variance, step.State.var().item<double>(), 3 * variance * Math.Sqrt(2.0 / Draws));
            seen++;
        });
        Assert.Equal(times.Length, seen);
        TensorAssert.Close(x0, answer, 0);
    }

    [Fact]
    public void Start_FromTheThermalLatent_IsItPlusNoise()
    {
        using var scope = NewDisposeScope();
        var thermal = SeededNoise.Make([1], [4, 8, 8]);
        var noise = SeededNoise.Make([2], [4, 8, 8]);
        TensorAssert.Close(thermal + 2 * .99 * noise, ShiftSchedule.Default.Start(thermal, noise), 1e-6);
        TensorAssert.Close(thermal, ShiftSchedule.Default.Start(thermal, zeros_like(noise)), 0);
    }

    [Fact]
    public void Sample_WithoutStepNoise_Throws()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => ResShift.Sample((x, _) => x, zeros(1, 1), ShiftSchedule.Default.Times(), new SamplerOptions()));
    }

    [Theory, InlineData(-1), InlineData(.5), InlineData(4.01), InlineData(double.NaN)]
    public void Eta_OutsideTheTrainedTimes_Throws(double t) => Assert.Throws<ArgumentOutOfRangeException>(() => ShiftSchedule.Default.Eta(t));

    [Theory, InlineData(0, 2, .3), InlineData(1, 2, .3), InlineData(.2, 0, .3), InlineData(.2, 2, 0), InlineData(double.NaN, 2, .3)]
    public void Constructor_ImpossibleSchedule_Throws(double smallest, double kappa, double power) =>
        Assert.Throws<ArgumentException>(() => new ShiftSchedule(4, smallest, kappa, power));
}
