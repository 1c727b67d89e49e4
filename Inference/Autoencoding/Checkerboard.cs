using static TorchSharp.torch;

namespace ThermalPortal.Inference.Autoencoding;

/// <summary>
/// Checkerboard artefacts: light and dark from pixel to pixel, which upsampling decoders weave into faces and cameras hardly ever see. Along rows and columns a wave of w radians a pixel is
/// multiplied by 1 - sin(w/2)^(2 order): all of what is broad stays, nothing of the finest pattern.
/// </summary>
public static class Checkerboard
{
    /// <summary>Takes them out of pictures.</summary>
    /// <param name="pictures">(B, C, H, W), of any range; beyond its edges a picture goes on as it ends.</param>
    /// <param name="order">From 1: the higher, the less beside the finest pattern is touched.</param>
    public static Tensor Remove(Tensor pictures, int order)
    {
        using var scope = NewDisposeScope();
        return Along(Along(pictures, 3, order), 2, order).MoveToOuterDisposeScope();
    }

    private static Tensor Along(Tensor pictures, long axis, int order)
    {
        var (pattern, size) = (pictures, pictures.shape[axis]);
        for (var i = 0; i < order; i++)
        {
            var before = cat([pattern.narrow(axis, 0, 1), pattern.narrow(axis, 0, size - 1)], axis);
            var after = cat([pattern.narrow(axis, 1, size - 1), pattern.narrow(axis, size - 1, 1)], axis);
            pattern = pattern / 2 - (before + after) / 4; // (-1, 2, -1) / 4: sin(w/2)^2
        }
        return pictures - pattern;
    }
}
