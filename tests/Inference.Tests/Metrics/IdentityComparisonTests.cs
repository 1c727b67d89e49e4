using ThermalPortal.Inference.Metrics;

namespace ThermalPortal.Inference.Tests.Metrics;

public sealed class IdentityComparisonTests
{
    private static FaceTemplate At(string identity, double degrees) =>
        new(identity, [(float)Math.Cos(degrees * Math.PI / 180), (float)Math.Sin(degrees * Math.PI / 180)]);

    [Fact]
    public void Compare_ByHand_CountsTheNearestGalleryPicture()
    {
        FaceTemplate[] gallery = [At("a", 0), At("b", 40), At("c", 90), At("c", 130)];
        FaceTemplate[] probes = [At("a", 5), At("a", 30), At("b", 35), At("c", 125)]; // the second lies nearer b
        var report = IdentityComparison.Compare(probes, gallery, resamples: 50);
        Assert.Equal(.75, report.RankOne.Value);
        Assert.Equal((3, 4, 4), (report.People, report.Probes, report.Gallery));
        double[] genuine = [5, 30, 5, 35, 5];
        Assert.Equal(genuine.Average(d => Math.Cos(d * Math.PI / 180)), report.GenuineCosine.Value, 1e-6);
        Assert.Equal(16 - 5, report.ImpostorPairs);
        Assert.Null(report.TrueAcceptAtOnePercent);
        Assert.InRange(report.RankOne.Low, 0, .75);
    }

    [Fact]
    public void Compare_PerfectProbes_HaveNoErrors()
    {
        FaceTemplate[] gallery = [At("a", 0), At("b", 60), At("c", 120)];
        var report = IdentityComparison.Compare(gallery, gallery, resamples: 50);
        Assert.Equal(new Interval(1, 1, 1), report.RankOne);
        Assert.Equal(0, report.EqualErrorRate.Value);
        Assert.Equal(1, report.Area.Value);
    }

    [Fact]
    public void Compare_Stranger_IsRefused() =>
        Assert.Throws<ArgumentException>(() => IdentityComparison.Compare([At("x", 0)], [At("a", 0)]));
}
