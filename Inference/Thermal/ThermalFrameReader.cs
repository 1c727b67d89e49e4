using System.Security.Cryptography;
using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Thermal;

/// <summary>Reads thermal pictures of every known format. A format is recognised by content, never by the file's name.</summary>
public static class ThermalFrameReader
{
    /// <summary>Reads one file.</summary>
    /// <param name="bytes">The file as uploaded.</param>
    /// <param name="options">What the uploader declares.</param>
    /// <param name="cancellationToken">Stops the reader; the time limit of the options is added.</param>
    /// <returns>A frame, or a verdict in words. Throws only when <paramref name="cancellationToken"/> is cancelled.</returns>
    public static ThermalReadResult Read(byte[] bytes, ThermalReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ThermalReadOptions();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (options.Timeout > TimeSpan.Zero) limit.CancelAfter(options.Timeout);
        else limit.Cancel();
        try
        {
            Bound(bytes);
            var context = new ReadContext(bytes, options, Convert.ToHexStringLower(SHA256.HashData(bytes)), limit.Token);
            return new ThermalReadResult.Accepted(Recognise(context));
        }
        catch (UnreadableImageException e)
        {
            return new ThermalReadResult.Rejected(e.Code, e.Message, e.Advice) { PictureOffered = e.PictureOffered };
        }
        catch (Exception e) when (e is ArgumentException or IndexOutOfRangeException or OverflowException or InvalidDataException)
        {
            return new ThermalReadResult.Rejected("damaged", "The file is damaged: its parts contradict each other.", "Copy it again from the camera.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ThermalReadResult.Rejected("too-slow", $"Reading took longer than {options.Timeout.TotalSeconds:0} seconds and was stopped.",
                "Save the picture again as plain PNG or TIFF.");
        }
    }

    private static void Bound(byte[] bytes)
    {
        if (bytes.Length == 0) throw new UnreadableImageException("empty", "The file is empty.", "Copy it again from the camera.");
        if (bytes.LongLength > ImageLimits.FileBytes)
        {
            throw new UnreadableImageException("too-large", $"The file has {bytes.LongLength >> 20} MiB; {ImageLimits.FileBytes >> 20} MiB is the most.",
                "Upload single pictures, not videos or archives.");
        }
    }

    private static ThermalFrame Recognise(ReadContext context)
    {
        var format = ImageHeader.Recognise(context.Bytes);
        if (HiddenData.Find(context.Bytes) is { } hidden)
            context.Repaired("hidden-data", $"Behind the picture the file hides {hidden}. Only the picture was read; the file itself should not be passed on.");
        int pages = format == ImageFormat.Tiff ? TiffHeader.Read(context.Bytes, context.Options.Page).Pages : 1;
        if (pages > 1) context.Warn("pages", $"The TIFF has {pages:N0} pages; page {context.Options.Page + 1} was read.");
        var frame = format switch
        {
            ImageFormat.Jpeg => Jpeg(context),
            ImageFormat.Unknown => NumpyReader.Read(context) ?? RawDumpReader.Read(context) ?? MatrixReader.Read(context) ?? throw NotAnImage(context.Bytes),
            _ => Pixels(context, format),
        };
        return FrameCheck.Pass(frame, pages);
    }

    private static ThermalFrame Jpeg(ReadContext context)
    {
        var segments = JpegSegments.Read(context.Bytes);
        ThermalFrame? frame = null;
        if (!context.Options.PictureOnly)
        {
            if (segments.Any(s => FlirSegments.IsFlir(context.Bytes, s))) frame = FlirJpegReader.Read(context, segments);
            frame ??= DjiJpegReader.Read(context, segments);
        }
        return frame ?? Pixels(context, ImageFormat.Jpeg);
    }

    private static ThermalFrame Pixels(ReadContext context, ImageFormat format)
    {
        var pixels = context.Decode();
        string name = format.ToString().ToLowerInvariant();
        return pixels.Samples switch
        {
            float[] numbers when pixels.Channels == 1 => FloatReader.Read(context, pixels.Width, pixels.Height, numbers, name + "-float"),
            ushort[] counts when pixels.Channels == 1 => CountsReader.Read(context, pixels.Width, pixels.Height, counts, name + "-16"),
            ushort[] colours => PictureReader.Read(context, pixels, Array.ConvertAll(colours, v => (byte)(v >> 8)), name + "-16-colour"),
            byte[] samples => PictureReader.Read(context, pixels, samples, name + "-8"),
            _ => throw UnreadableImageException.Unsupported("A floating-point picture in colour"),
        };
    }

    private static UnreadableImageException NotAnImage(byte[] bytes)
    {
        ReadOnlySpan<byte> start = bytes;
        string what = start.StartsWith("PK"u8) ? "a zip archive" : start.StartsWith("%PDF"u8) ? "a PDF document" : start.StartsWith("GIF8"u8) ? "a GIF"
            : start.StartsWith("RIFF"u8) ? "a WebP picture or a sound" : start.StartsWith("<"u8) ? "a web page or a drawing" : "no picture this portal knows";
        return new UnreadableImageException("not-an-image", $"The file is {what}.", "Upload PNG, TIFF, JPEG, BMP or the radiometric JPEG of the camera.");
    }
}
