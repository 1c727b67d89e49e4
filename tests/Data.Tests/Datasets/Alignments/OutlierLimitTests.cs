using ThermalPortal.Data.Datasets.Alignments;

namespace ThermalPortal.Data.Tests.Datasets.Alignments;

public sealed class OutlierLimitTests
{
    [Theory]
    [InlineData(new double[0], 2)]
    [InlineData(new[] { .1, .2, .3 }, 2)]
    [InlineData(new[] { 5.0 }, 5)]
    [InlineData(new[] { 3.0, 4, 5, 6, 7 }, 8)] // median 5, distances 0 1 1 2 2
    [InlineData(new[] { 3.0, 4, 5, 6, 700 }, 8)] // one bad pair does not move it
    [InlineData(new[] { 3.0, 5, 7, 9 }, 12)] // between the middle two
    public void Of_Residuals_IsMedianAndThreeSpreads(double[] residuals, double limit) => Assert.Equal(limit, OutlierLimit.Of(residuals), 1e-12);
}
