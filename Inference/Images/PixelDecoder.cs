using System.Runtime.InteropServices;
using NetVips;

namespace ThermalPortal.Inference.Images;

/// <summary>Decodes PNG, JPEG, TIFF (libvips) and BMP in strips, in the precision they are stored in. Header and limits first.</summary>
internal static class PixelDecoder
{
    private const int StripBytes = 80_000;                  // below the large-object heap: strips are garbage at once
    private static readonly Lock Gate = new();
    private static bool _ready;

    /// <summary>Decodes one picture.</summary>
    /// <exception cref="UnreadableImageException">The file is damaged, cut, too large or of an unsupported kind.</exception>
    public static PixelArray Decode(byte[] bytes, int page, CancellationToken cancellationToken, bool strict = false)
    {
        var header = ImageHeader.Read(bytes);
        if (header.Format == ImageFormat.Bmp) return BmpReader.Read(bytes);
        if (header.Format == ImageFormat.Tiff) TiffHeader.Read(bytes, page).Header.Check();
        Prepare();
        try
        {
            var options = new VOption();
            if (page > 0) options.Add("page", page);
            using var image = Image.NewFromBuffer(bytes, access: Enums.Access.Sequential, kwargs: options,
                failOn: strict ? Enums.FailOn.Warning : Enums.FailOn.Truncated);
            return Fetch(image, cancellationToken);
        }
        catch (VipsException exception)
        {
            throw Explain(exception);
        }
    }

    private static PixelArray Fetch(Image source, CancellationToken cancellationToken)
    {
        using var image = Plain(source);
        int width = image.Width, height = image.Height, channels = image.Bands;
        Array samples = image.Format switch
        {
            Enums.BandFormat.Uchar => new byte[(long)width * height * channels],
            Enums.BandFormat.Ushort => new ushort[(long)width * height * channels],
            Enums.BandFormat.Float => new float[(long)width * height * channels],
            _ => throw UnreadableImageException.Unsupported($"A picture with samples of kind {image.Format}"),
        };
        var target = MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(samples), Buffer.ByteLength(samples));
        int stride = Buffer.ByteLength(samples) / height, rows = Math.Clamp(StripBytes / stride, 1, height);
        using var region = Region.New(image);
        for (int y = 0; y < height; y += rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            region.Fetch(0, y, width, Math.Min(rows, height - y)).CopyTo(target[(y * stride)..]);
        }
        int orientation = source.Contains("orientation") ? (int)source.Get("orientation") : 1;
        return new PixelArray(width, height, channels, samples, orientation);
    }

    /// <summary>One or three channels: alpha dropped, fewer than 8 bits widened; anything stranger is refused.</summary>
    private static Image Plain(Image image)
    {
        if (image.Interpretation == Enums.Interpretation.Cmyk) throw UnreadableImageException.Unsupported("A picture in printing colours (CMYK)");
        return image.Bands switch
        {
            1 or 3 => image.Copy(),
            2 => image.ExtractBand(0),
            4 => image.ExtractBand(0, n: 3),
            _ => throw UnreadableImageException.Unsupported($"A picture with {image.Bands} channels"),
        };
    }

    private static UnreadableImageException Explain(VipsException exception)
    {
        string text = exception.Message;
        bool cut = text.Contains("premature", StringComparison.OrdinalIgnoreCase) || text.Contains("truncat", StringComparison.OrdinalIgnoreCase)
            || text.Contains("end of", StringComparison.OrdinalIgnoreCase) || text.Contains("not enough", StringComparison.OrdinalIgnoreCase);
        return cut ? UnreadableImageException.Truncated("the pixels stop before the end of the picture")
            : UnreadableImageException.Damaged("its pixels cannot be decoded");
    }

    private static void Prepare()
    {
        if (_ready) return;
        lock (Gate)
        {
            if (_ready) return;
            Operation.Block("VipsForeignLoad", true);
            foreach (string loader in new[] { "VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadTiff" }) Operation.Block(loader, false);
            Log.SetLogHandler("VIPS", Enums.LogLevelFlags.All, static (_, _, _) => { });      // damaged files are a verdict, not console noise
            Cache.Max = 0;                                  // every upload is another picture: nothing to reuse, much to keep
            NetVips.NetVips.Concurrency = 1;
            _ready = true;
        }
    }
}
