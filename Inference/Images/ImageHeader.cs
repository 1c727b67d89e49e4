using System.Buffers.Binary;

namespace ThermalPortal.Inference.Images;

/// <summary>What a file says about itself, read from its first bytes without decoding a pixel.</summary>
/// <param name="Format">Recognised format.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Bits">Bits a channel.</param>
/// <param name="Channels">Channels as stored (palette PNG counts as 3).</param>
/// <param name="WholeInMemory">The decoder must hold the whole picture at once (interlaced PNG, progressive JPEG).</param>
internal readonly record struct ImageHeader(ImageFormat Format, long Width, long Height, int Bits, int Channels, bool WholeInMemory)
{
    public static ImageFormat Recognise(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff])) return ImageFormat.Jpeg;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return ImageFormat.Png;
        if (bytes.StartsWith("II*\0"u8) || bytes.StartsWith("MM\0*"u8)) return ImageFormat.Tiff;
        return bytes.StartsWith("BM"u8) && bytes.Length >= 26 ? ImageFormat.Bmp : ImageFormat.Unknown;
    }

    /// <summary>Reads the header and refuses pictures beyond <see cref="ImageLimits"/>.</summary>
    public static ImageHeader Read(ReadOnlySpan<byte> bytes)
    {
        var header = Recognise(bytes) switch
        {
            ImageFormat.Png => Png(bytes),
            ImageFormat.Jpeg => Jpeg(bytes),
            ImageFormat.Tiff => TiffHeader.Read(bytes, page: 0).Header,
            ImageFormat.Bmp => BmpReader.Header(bytes),
            _ => throw new UnreadableImageException("not-an-image", "The file is no picture this portal knows.",
                "Upload PNG, TIFF, JPEG, BMP or a radiometric JPEG."),
        };
        header.Check();
        return header;
    }

    /// <summary>Throws when the size is 0 or beyond the limits.</summary>
    public void Check()
    {
        if (Width <= 0 || Height <= 0)
            throw UnreadableImageException.Damaged($"it says it is {Width} x {Height} pixels");
        long pixels = Width * Height, bytes = pixels * Channels * Math.Max(1, Bits / 8);
        if (Width > ImageLimits.Side || Height > ImageLimits.Side || pixels > ImageLimits.Pixels || bytes > ImageLimits.DecodedBytes
            || (WholeInMemory && bytes > ImageLimits.DecodedBytes / 4))
            throw UnreadableImageException.TooLarge(Width, Height);
    }

    private static ImageHeader Png(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 33) throw UnreadableImageException.Truncated("it ends inside the PNG header");
        if (!bytes.Slice(12, 4).SequenceEqual("IHDR"u8)) throw UnreadableImageException.Damaged("the PNG header is missing");
        int channels = bytes[25] switch { 0 => 1, 2 or 3 => 3, 4 => 2, 6 => 4, _ => throw UnreadableImageException.Damaged("unknown PNG colour type") };
        return new ImageHeader(ImageFormat.Png, BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]),
            bytes[25] == 3 ? 8 : bytes[24], channels, bytes[28] != 0);
    }

    private static ImageHeader Jpeg(ReadOnlySpan<byte> bytes)
    {
        foreach (var segment in JpegSegments.Read(bytes))
        {
            bool frame = segment.Marker is >= 0xc0 and <= 0xcf and not (0xc4 or 0xc8 or 0xcc);
            if (!frame) continue;
            var data = bytes.Slice(segment.Start, segment.Length);
            if (data.Length < 6) throw UnreadableImageException.Damaged("the JPEG frame header is too short");
            if (segment.Marker is not (0xc0 or 0xc1 or 0xc2)) throw UnreadableImageException.Unsupported("This kind of JPEG (lossless or arithmetic)");
            return new ImageHeader(ImageFormat.Jpeg, BinaryPrimitives.ReadUInt16BigEndian(data[3..]), BinaryPrimitives.ReadUInt16BigEndian(data[1..]),
                data[0], data[5], segment.Marker == 0xc2);
        }
        throw UnreadableImageException.Truncated("the JPEG has no picture in it");
    }
}
