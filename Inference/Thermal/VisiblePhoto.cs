using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Thermal;

/// <summary>The photo a camera put inside its thermal file, as a picture of its own: upright, without any metadata. Where it lies in the thermal picture is not known.</summary>
/// <param name="Bytes">A JPEG with the pixels of the embedded one bit for bit, or a PNG.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
public sealed record VisiblePhoto(byte[] Bytes, int Width, int Height)
{
    /// <summary>Reads <see cref="ThermalFrame.EmbeddedVisible"/>.</summary>
    /// <param name="embedded">A JPEG, or a PNG with luma and colour differences for red, green and blue, as FLIR writes it.</param>
    /// <param name="reason">Why it cannot be read, in words; null on success.</param>
    /// <param name="cancellationToken">Stops the decoder.</param>
    /// <returns>Null: it is damaged, or too large.</returns>
    public static VisiblePhoto? Read(byte[] embedded, out string? reason, CancellationToken cancellationToken = default)
    {
        reason = null;
        try
        {
            var pixels = PixelDecoder.Decode(embedded, page: 0, cancellationToken, strict: true);
            bool jpeg = ImageHeader.Recognise(embedded) == ImageFormat.Jpeg;
            if (jpeg && pixels.Orientation is < 2 or > 8) return new VisiblePhoto(JpegMetadata.Strip(embedded), pixels.Width, pixels.Height);
            var picture = RgbImageReader.ToRgb(pixels.Upright());
            if (!jpeg && pixels.Channels == 3) FromLuma(picture.Pixels);
            return new VisiblePhoto(PngWriter.Rgb(picture), picture.Width, picture.Height);
        }
        catch (UnreadableImageException e)
        {
            reason = e.Message;
            return null;
        }
    }

    /// <summary>Y, Cb, Cr to red, green, blue in place (ITU-R BT.601, full range, as in JPEG).</summary>
    private static void FromLuma(byte[] pixels)
    {
        for (int i = 0; i < pixels.Length; i += 3)
        {
            float y = pixels[i], cb = pixels[i + 1] - 128, cr = pixels[i + 2] - 128;
            pixels[i] = Byte(y + 1.402f * cr);
            pixels[i + 1] = Byte(y - 0.344136f * cb - 0.714136f * cr);
            pixels[i + 2] = Byte(y + 1.772f * cb);
        }
    }

    private static byte Byte(float value) => (byte)Math.Clamp(value + 0.5f, 0, 255);
}
