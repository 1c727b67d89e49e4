namespace ThermalPortal.Inference.Images;

/// <summary>Bounds on what is decoded: a picture beyond them is refused from its header, before any pixel is read.</summary>
public static class ImageLimits
{
    /// <summary>Largest file, bytes.</summary>
    public const long FileBytes = 64L << 20;

    /// <summary>Most pixels.</summary>
    public const long Pixels = 64_000_000;

    /// <summary>Longest side, pixels.</summary>
    public const int Side = 32_768;

    /// <summary>Most bytes of decoded pixels, and of what a decoder must hold at once (interlaced PNG, progressive JPEG, TIFF tiles).</summary>
    public const long DecodedBytes = 260L << 20;

    /// <summary>Most pixels of a picture with colours that must be turned back into intensity.</summary>
    public const long PalettePixels = 16_777_216;
}
