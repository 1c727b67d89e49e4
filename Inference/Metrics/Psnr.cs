using static TorchSharp.torch;

namespace ThermalPortal.Inference.Metrics;

/// <summary>Peak signal-to-noise ratio in dB on 8-bit values: 10 log10(255^2 / MSE). Equal images give infinity.</summary>
public static class Psnr
{
    /// <summary>Over the three colour channels.</summary>
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
            var error = (image - truth).square().mean([1, 2, 3]).cpu();
            return [.. error.data<double>().Select(e => 10 * Math.Log10(255.0 * 255 / e))];
        }
    }
}
