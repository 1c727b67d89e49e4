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
        limit.CancelAfter(options.Timeout);
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
        var pixels = context.Decode();
        return pixels.Samples switch
        {
            ushort[] counts when pixels.Channels == 1 => SixteenBitReader.Read(context, pixels, counts),
            byte[] grey when pixels.Channels == 1 => GreyReader.Read(context, pixels, grey),
            _ => throw UnreadableImageException.Unsupported("This kind of picture"),
        };
    }
}
