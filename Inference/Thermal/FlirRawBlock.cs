using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Thermal;

/// <summary>The raw-pixels record: a 16-bit PNG or bare samples.</summary>
internal static class FlirRawBlock
{
    private const int PayloadAt = 0x20, LargestSide = 4096;
    private const double ClearRatio = 2;

    public static PixelArray Read(ReadContext context, FlirRecord record, FlirCameraInfo? camera)
    {
        var bytes = record.Data.Span;
        if (bytes.Length < PayloadAt) throw FlirSegments.Cut("the raw block is shorter than its header");
        bool big = record.BigEndian;
        int width = Endian.U16(bytes[2..], big), height = Endian.U16(bytes[4..], big);
        var payload = bytes[PayloadAt..];
        if (ImageHeader.Recognise(payload) == ImageFormat.Png) return Ordered(context, Png(context, payload), camera);
        if (width is 0 or > LargestSide || height is 0 or > LargestSide)
            throw FlirSegments.Damaged($"it says it is {width} x {height} pixels");
        if ((long)width * height * 2 > payload.Length)
            throw FlirSegments.Cut($"{width} x {height} pixels need {width * height * 2:N0} bytes, {payload.Length:N0} are there");
        bool bigSamples = record.Subtype == 1;
        ushort[] samples = Endian.Samples(payload, width * height, bigSamples);
        var (declared, other) = ByteOrder.TotalVariation(samples, width);
        if (declared > ClearRatio * other)
            context.Warn("byte-order", "The raw values look smoother in the other byte order than the file declares. Compare with the camera's own reading.");
        return new PixelArray(width, height, 1, samples);
    }

    private static PixelArray Png(ReadContext context, ReadOnlySpan<byte> payload)
    {
        try
        {
            var header = ImageHeader.Read(payload);
            if (header.Bits != 16 || header.Channels != 1) throw FlirSegments.Damaged("its PNG is not 16-bit grey");
            if (header.Width > LargestSide || header.Height > LargestSide) throw FlirSegments.Damaged($"it says it is {header.Width} x {header.Height} pixels");
            var pixels = PixelDecoder.Decode(payload.ToArray(), page: 0, context.Token, strict: true);
            return pixels.Samples is ushort[] && pixels.Channels == 1 ? pixels : throw FlirSegments.Damaged("its PNG is not 16-bit grey");
        }
        catch (UnreadableImageException e) when (!e.PictureOffered)
        {
            throw FlirSegments.Damaged("the raw block cannot be unpacked");
        }
    }

    /// <summary>Most cameras store the PNG's samples byte-swapped, some do not: the smoother reading is the right one.</summary>
    private static PixelArray Ordered(ReadContext context, PixelArray pixels, FlirCameraInfo? camera)
    {
        var native = (ushort[])pixels.Samples;
        ushort[] swapped = ByteOrder.Swap(native);
        var (nativeVariation, swappedVariation) = ByteOrder.TotalVariation(native, pixels.Width);
        bool swap = swappedVariation < nativeVariation;
        bool clear = Math.Max(nativeVariation, swappedVariation) >= ClearRatio * Math.Min(nativeVariation, swappedVariation);
        if (!clear && camera is not null)
        {
            swap = Inside(swapped, camera) != Inside(native, camera) ? Inside(swapped, camera) > Inside(native, camera) : swap;
            context.Warn("byte-order", "The byte order of the raw values is not certain. Compare the temperatures with the camera's own reading.");
        }
        return swap ? pixels with { Samples = swapped } : pixels;
    }

    private static int Inside(ushort[] values, FlirCameraInfo camera) => values.Count(v => v >= camera.RawMinimum && v <= camera.RawMaximum);
}
