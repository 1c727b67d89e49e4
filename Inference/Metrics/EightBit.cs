using static TorchSharp.torch;

namespace ThermalPortal.Inference.Metrics;

/// <summary>Images as a file would hold them: the scores are taken on rounded 8-bit values.</summary>
internal static class EightBit
{
    private static readonly double[] Bt601 = [.299, .587, .114];

    /// <summary>(B, 3, H, W) RGB in -1..1 to whole numbers 0..255, float64.</summary>
    public static Tensor Rgb(Tensor image)
    {
        if (image.dim() != 4 || image.shape[1] != 3)
            throw new ArgumentException($"Expected (B,3,H,W); got ({string.Join(',', image.shape)}).", nameof(image));
        using var scope = NewDisposeScope();
        return ((image.to(float64) + 1) * 127.5).round().clamp(0, 255).MoveToOuterDisposeScope();
    }

    /// <summary>The same as BT.601 grey, (B, 1, H, W), rounded again.</summary>
    public static Tensor Grey(Tensor image)
    {
        using var scope = NewDisposeScope();
        var weights = tensor(Bt601, device: image.device).view(1, 3, 1, 1);
        return (Rgb(image) * weights).sum(1, keepdim: true).round().MoveToOuterDisposeScope();
    }
}
