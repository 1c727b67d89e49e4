using ThermalPortal.Inference.Metrics;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Metrics;

/// <summary>Reference numbers: tests/Reference/image_quality.py (scikit-image 0.19.3).</summary>
[NoTensorLeak]
public sealed class ImageQualityTests
{
    private static (Tensor First, Tensor Second) Pictures()
    {
        var i = arange(3 * 24 * 20, dtype: float64).view(1, 3, 24, 20);
        return ((i * .013).sin(), ((i * .013).sin() + .2 * (i * .71).cos()).clamp(-1, 1));
    }

    [Fact]
    public void Psnr_TwoPictures_EqualsScikitImage()
    {
        using var scope = NewDisposeScope();
        var (first, second) = Pictures();
        Assert.Equal(23.704416583073716, Psnr.Rgb(first, second)[0], 1e-6);
        Assert.Equal(27.404781939016623, Psnr.Grey(first, second)[0], 1e-6);
    }

    [Fact]
    public void Ssim_TwoPictures_EqualsScikitImage()
    {
        using var scope = NewDisposeScope();
        var (first, second) = Pictures();
        Assert.Equal(.8167142931480252, Ssim.Rgb(first, second)[0], 1e-6);
        Assert.Equal(.9055726638109304, Ssim.Grey(first, second)[0], 1e-6);
    }

    [Fact]
    public void Psnr_ByHand_IsTheDefinition()
    {
        using var scope = NewDisposeScope();
        // Every value 10 of 255 apart: 10 log10(255^2 / 100).
        var truth = zeros(2, 3, 4, 4);
        Assert.All(Psnr.Rgb(truth + 10 / 127.5, truth), v => Assert.Equal(28.1308, v, 1e-3));
        Assert.All(Psnr.Rgb(truth, truth), v => Assert.Equal(double.PositiveInfinity, v));
    }

    [Fact]
    public void Ssim_Batch_IsOneValueAPicture()
    {
        using var scope = NewDisposeScope();
        var (first, second) = Pictures();
        var values = Ssim.Rgb(cat([first, first]), cat([first, second]));
        Assert.Equal(1, values[0], 1e-12);
        Assert.Equal(.8167142931480252, values[1], 1e-6);
    }

    [Fact]
    public void Psnr_OneChannel_Throws()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => Psnr.Rgb(zeros(1, 1, 4, 4), zeros(1, 1, 4, 4)));
    }
}
