using ThermalPortal.Inference.Sampling;

namespace ThermalPortal.Inference.Tests.Sampling;

/// <summary>Reference constants: recomputed from the CompVis LDM betas (linspace of the roots, squared, 1000 steps).</summary>
public sealed class NoiseScheduleTests
{
    private static readonly NoiseSchedule Schedule = NoiseSchedule.Default;

    [Fact]
    public void Constants_Default_AreThoseOfLatentDiffusion()
    {
        Assert.Equal(-4.4287, Schedule.Lambda(999), 5e-5);
        Assert.Equal(3.2504, Schedule.Lambda(0), 5e-5);
        Assert.Equal(.011929, Schedule.Alpha(999), 5e-7);
        Assert.Equal(.038730, Schedule.Sigma(0), 5e-7);
        Assert.Equal(.5001, Schedule.AlphaBar(254), 5e-5);
    }

    [Theory, InlineData(0, 254), InlineData(.5, 145), InlineData(1, 69)]
    public void Lambda_Falling_CrossesTheValueAfterThisTime(double value, int t)
    {
        Assert.True(Schedule.Lambda(t) >= value);
        Assert.True(Schedule.Lambda(t + 1) < value);
    }

    [Theory, InlineData(0), InlineData(.25), InlineData(17), InlineData(500.7), InlineData(998.999), InlineData(999)]
    public void Time_OfLambda_IsTheInverse(double t)
    {
        Assert.Equal(t, Schedule.Time(Schedule.Lambda(t)), 1e-9);
        Assert.Equal(1, Schedule.AlphaBar(t) + Schedule.Sigma(t) * Schedule.Sigma(t), 1e-12);
        Assert.Equal(Schedule.Lambda(t), Math.Log(Schedule.Alpha(t) / Schedule.Sigma(t)), 1e-9);
    }

    [Fact]
    public void Lambda_OutsideTheTrainedTimes_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Lambda(-.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Lambda(999.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Lambda(double.NaN));
    }

    [Theory]
    [InlineData(1, new[] { 999 })]
    [InlineData(4, new[] { 999, 666, 112, 0 })]
    [InlineData(8, new[] { 999, 877, 726, 525, 264, 64, 8, 0 })]
    public void Times_LogSnrGrid_AreTheKnownNodes(int nodes, int[] expected) =>
        Assert.Equal(expected, LogSnrGrid.Times(Schedule, nodes).Select(t => (int)Math.Round(t)));
}
