using ThermalPortal.Inference.Metrics;

namespace ThermalPortal.Inference.Tests.Metrics;

public sealed class VerificationCurveTests
{
    private static VerificationCurve Curve(double[] genuine, double[] impostors) => VerificationCurve.From(VerificationCurve.Sort(
        genuine.Select(s => new ScoredPair(s, 0, 0)).Concat(impostors.Select(s => new ScoredPair(s, 0, 1)))))!;

    [Fact]
    public void Figures_Separated_ArePerfect()
    {
        var curve = Curve([.9, .8], [.3, .1, .2]);
        Assert.Equal(1, curve.Area());
        Assert.Equal(0, curve.EqualErrorRate());
    }

    [Fact]
    public void Figures_Reversed_AreWorst()
    {
        var curve = Curve([.1, .2], [.8, .9]);
        Assert.Equal(0, curve.Area());
        Assert.Equal(1, curve.EqualErrorRate());
    }

    [Fact]
    public void Figures_ByHand_AreTheCounts()
    {
        // Falling: g.9 i.8 g.7 g.6 i.5 g.4 i.3 i.2. Of 16 pairs the genuine one is above in 4+3+3+2 = 12.
        var curve = Curve([.9, .7, .6, .4], [.8, .5, .3, .2]);
        Assert.Equal(12 / 16.0, curve.Area(), 1e-12);
        // Accepting down to .6: FAR 1/4, FRR 1/4.
        Assert.Equal(.25, curve.EqualErrorRate(), 1e-12);
    }

    [Fact]
    public void Area_AllTied_IsOneHalf()
    {
        var curve = Curve([.5, .5], [.5, .5, .5]);
        Assert.Equal(.5, curve.Area(), 1e-12);
        Assert.Equal(.5, curve.EqualErrorRate(), 1e-12);
    }

    [Fact]
    public void TrueAcceptRate_ByHand_IsTheShareAboveTheThreshold()
    {
        // 1000 impostors 0..999; FAR 1 % accepts the ten highest, 990..999.
        var curve = Curve([989.5, 989.9, 990.5, 2000], [.. Enumerable.Range(0, 1000).Select(i => (double)i)]);
        Assert.Equal(1.0, curve.TrueAcceptRate(.01));
        var stricter = Curve([988.5, 989.9, 990.5, 2000], [.. Enumerable.Range(0, 1000).Select(i => (double)i)]);
        Assert.Equal(.75, stricter.TrueAcceptRate(.01));
    }

    [Fact]
    public void TrueAcceptRate_TooFewImpostors_IsNotSaid() => Assert.Null(Curve([1], [.. Enumerable.Range(0, 9999).Select(_ => 0.0)]).TrueAcceptRate(.001));

    [Fact]
    public void From_Weights_EqualCopies()
    {
        ScoredPair[] pairs = [new(.9, 0, 0), new(.8, 0, 1), new(.7, 1, 1), new(.6, 1, 0)];
        var weighted = VerificationCurve.From(pairs, p => p.Probe == 0 ? 3 : 1)!;
        var copied = VerificationCurve.From(VerificationCurve.Sort(pairs.SelectMany(p => Enumerable.Repeat(p, p.Probe == 0 ? 3 : 1))))!;
        Assert.Equal(copied.Area(), weighted.Area(), 1e-12);
        Assert.Equal(copied.EqualErrorRate(), weighted.EqualErrorRate(), 1e-12);
    }

    [Fact]
    public void From_OneKindOnly_IsNull() => Assert.Null(VerificationCurve.From([new ScoredPair(.5, 0, 0)]));
}
