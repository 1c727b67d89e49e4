using ThermalPortal.Inference.Metrics;

namespace ThermalPortal.Inference.Tests.Metrics;

public sealed class BootstrapTests
{
    [Fact]
    public void Of_MeanOfNormals_HasTheIntervalOfTheTextbook()
    {
        var random = new Random(1);
        var values = Enumerable.Range(0, 400).Select(_ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())).ToArray();
        int[] person = [.. Enumerable.Range(0, 400)];
        var interval = Bootstrap.Of(400, counts => Bootstrap.Mean(values, person, counts));
        Assert.Equal(values.Average(), interval.Value, 1e-12);
        Assert.Equal(2 * 1.96 / Math.Sqrt(400), interval.High - interval.Low, .03);
    }

    [Fact]
    public void Of_PicturesOfOnePerson_AreNotIndependent()
    {
        // Ten people of fifty equal pictures each: as uncertain as ten pictures.
        double[] values = [.. Enumerable.Range(0, 500).Select(i => (double)(i / 50 % 2))];
        int[] person = [.. Enumerable.Range(0, 500).Select(i => i / 50)];
        var interval = Bootstrap.Of(10, counts => Bootstrap.Mean(values, person, counts));
        Assert.InRange(interval.High - interval.Low, .4, .8);
    }

    [Fact]
    public void Of_Twice_IsIdentical()
    {
        static Interval Once() => Bootstrap.Of(20, counts => Bootstrap.Mean([.. Enumerable.Range(0, 20).Select(i => (double)i)], [.. Enumerable.Range(0, 20)], counts));
        Assert.Equal(Once(), Once());
    }

    [Fact]
    public void Of_UndefinedDraws_AreLeftOut()
    {
        var interval = Bootstrap.Of(3, counts => counts[0] == 0 ? double.NaN : 1);
        Assert.Equal(new Interval(1, 1, 1), interval);
    }
}
