namespace ThermalPortal.Inference.Images;

/// <summary>Reads visible pictures (JPEG, PNG, TIFF, BMP) into 8-bit RGB, with the limits of <see cref="ImageLimits"/>.</summary>
public static class RgbImageReader
{
    /// <summary>Reads one file.</summary>
    /// <param name="bytes">The file as uploaded.</param>
    /// <param name="reason">Why it could not be read, in words; null on success.</param>
    /// <param name="cancellationToken">Stops the decoder.</param>
    /// <returns>The picture, or null.</returns>
    public static RgbImage? Read(byte[] bytes, out string? reason, CancellationToken cancellationToken = default)
    {
        reason = null;
        try
        {
            if (bytes.LongLength > ImageLimits.FileBytes) throw new UnreadableImageException("too-large", "The file is too large.", "");
            return ToRgb(PixelDecoder.Decode(bytes, page: 0, cancellationToken).Upright());
        }
        catch (UnreadableImageException e)
        {
            reason = e.Message;
            return null;
        }
    }

    internal static RgbImage ToRgb(PixelArray pixels)
    {
        byte[] samples = pixels.Samples switch
        {
            byte[] bytes => bytes,
            ushort[] words => Array.ConvertAll(words, v => (byte)(v >> 8)),
            _ => throw UnreadableImageException.Unsupported("A visible picture of floating-point numbers"),
        };
        if (pixels.Channels == 3) return new RgbImage(pixels.Width, pixels.Height, samples);
        var rgb = new byte[samples.Length * 3];
        for (int i = 0; i < samples.Length; i++) rgb.AsSpan(i * 3, 3).Fill(samples[i]);
        return new RgbImage(pixels.Width, pixels.Height, rgb);
    }
}
