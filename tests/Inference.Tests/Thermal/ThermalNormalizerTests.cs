using ThermalPortal.Inference.Thermal;

namespace ThermalPortal.Inference.Tests.Thermal;

public sealed class ThermalNormalizerTests
{
    [Fact]
    public void Normalize_Celsius_UsesTheFixedWindow()
    {
        var result = ThermalNormalizer.Normalize([20, 25, 30, 40, 50], ThermalUnit.Celsius)!;
        Assert.True(result.Calibrated);
        Assert.Equal([-1, -0.5f, 0, 1, 1], result.Values);
        Assert.Equal((20, 40), (result.Low, result.High));
    }

    [Theory]
    [InlineData(ThermalUnit.Counts, true)]
    [InlineData(ThermalUnit.Relative, true)]
    [InlineData(ThermalUnit.Celsius, false)]
    public void Normalize_WithoutWindow_UsesPercentiles(ThermalUnit unit, bool useWindow)
    {
        float[] values = [.. Enumerable.Range(0, 101).Select(i => i * 10f)];
        var result = ThermalNormalizer.Normalize(values, unit, new ThermalNormalization { UseWindow = useWindow })!;
        Assert.False(result.Calibrated);
        Assert.Equal((10, 990), (result.Low, result.High));
        Assert.Equal(0, result.Values[50], 0.0001f);
        Assert.Equal(-1, result.Values[0]);
    }

    [Fact]
    public void Normalize_ConstantCrop_IsRefused() => Assert.Null(ThermalNormalizer.Normalize([5, 5, 5], ThermalUnit.Counts));

    [Fact]
    public void Normalize_MostlyOutsideTheWindow_Warns() =>
        Assert.Contains(ThermalNormalizer.Normalize([5, 6, 7, 30], ThermalUnit.Celsius)!.Warnings, w => w.Code == "range-clipped");
}
