using static TorchSharp.torch;

namespace ThermalPortal.Inference.Metrics;

/// <summary>
/// Structural similarity (Wang et al., IEEE TIP 2004): Gaussian window 11x11 with deviation 1.5, K .01 and .03, range 255, valid area
/// only. 1 for equal images. Images must be at least 11 pixels wide and high.
/// </summary>
public static class Ssim
{
    private const int Window = 11;
    private const double Deviation = 1.5;
    private const double C1 = (.01 * 255) * (.01 * 255);
    private const double C2 = (.03 * 255) * (.03 * 255);

    /// <summary>Mean over the three colour channels.</summary>
    /// <param name="image">(B, 3, H, W), RGB in -1..1.</param>
    /// <param name="truth">Same shape.</param>
    /// <returns>One value an image.</returns>
    public static double[] Rgb(Tensor image, Tensor truth) => Compare(EightBit.Rgb(image), EightBit.Rgb(truth));

    /// <summary>Over BT.601 grey.</summary>
    /// <inheritdoc cref="Rgb"/>
    public static double[] Grey(Tensor image, Tensor truth) => Compare(EightBit.Grey(image), EightBit.Grey(truth));

    private static double[] Compare(Tensor image, Tensor truth)
    {
        using (image)
        using (truth)
        using (NewDisposeScope())
        {
            var (mx, my) = (Smooth(image), Smooth(truth));
            var vx = Smooth(image * image) - mx * mx;
            var vy = Smooth(truth * truth) - my * my;
            var cov = Smooth(image * truth) - mx * my;
            var map = (2 * mx * my + C1) * (2 * cov + C2) / ((mx * mx + my * my + C1) * (vx + vy + C2));
            return [.. map.mean([1, 2, 3]).cpu().data<double>()];
        }
    }

    // (B, C, H, W) -> (B, C, H-10, W-10): the same one-dimensional window down and across.
    private static Tensor Smooth(Tensor x)
    {
        var offsets = arange(Window, dtype: float64, device: x.device) - Window / 2;
        var window = (-offsets.square() / (2 * Deviation * Deviation)).exp();
        window = window / window.sum();
        var planes = x.reshape(-1, 1, x.shape[2], x.shape[3]);
        var smooth = nn.functional.conv2d(nn.functional.conv2d(planes, window.view(1, 1, -1, 1)), window.view(1, 1, 1, -1));
        return smooth.view(x.shape[0], x.shape[1], smooth.shape[2], smooth.shape[3]);
    }
}
