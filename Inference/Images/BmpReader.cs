using System.Buffers.Binary;

namespace ThermalPortal.Inference.Images;

/// <summary>Windows bitmaps: 8-bit palette or grey, 24 and 32 bit, not compressed. (The image library has no loader for them.)</summary>
internal static class BmpReader
{
    public static ImageHeader Header(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 54) throw UnreadableImageException.Truncated("it ends inside the BMP header");
        uint size = BinaryPrimitives.ReadUInt32LittleEndian(bytes[14..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]);
        uint compression = BinaryPrimitives.ReadUInt32LittleEndian(bytes[30..]);
        if (size < 40) throw UnreadableImageException.Unsupported("A BMP of the OS/2 kind");
        bool plain = compression == 0 || (compression == 3 && bits == 32);
        if (!plain || bits is not (8 or 24 or 32)) throw UnreadableImageException.Unsupported($"A BMP with {bits} bits a pixel and compression {compression}");
        long width = BinaryPrimitives.ReadInt32LittleEndian(bytes[18..]), height = BinaryPrimitives.ReadInt32LittleEndian(bytes[22..]);
        return new ImageHeader(ImageFormat.Bmp, width, Math.Abs(height), 8, bits == 8 ? 1 : 3, false);
    }

    public static PixelArray Read(ReadOnlySpan<byte> bytes)
    {
        var header = Header(bytes);
        header.Check();
        int width = (int)header.Width, height = (int)header.Height, perPixel = BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]) / 8;
        bool bottomUp = BinaryPrimitives.ReadInt32LittleEndian(bytes[22..]) > 0;
        uint start = BinaryPrimitives.ReadUInt32LittleEndian(bytes[10..]);
        long stride = ((long)width * perPixel + 3) / 4 * 4;
        if (start < 54 || start + stride * height > bytes.Length)
            throw UnreadableImageException.Truncated($"{start + stride * height:N0} bytes are needed for {width} x {height} pixels, {bytes.Length:N0} are there");
        byte[]? palette = perPixel == 1 ? Palette(bytes, (int)start) : null;
        bool grey = palette is not null && IsGrey(palette);
        int channels = grey ? 1 : 3;
        var pixels = new byte[(long)width * height * channels];
        for (int y = 0; y < height; y++)
        {
            var row = bytes.Slice((int)(start + stride * (bottomUp ? height - 1 - y : y)), width * perPixel);
            var target = pixels.AsSpan(y * width * channels, width * channels);
            for (int x = 0; x < width; x++)
            {
                var bgr = palette is null ? row.Slice(x * perPixel, 3) : palette.AsSpan(row[x] * 4, 3);
                target[x * channels] = bgr[2];
                if (grey) continue;
                target[x * 3 + 1] = bgr[1];
                target[x * 3 + 2] = bgr[0];
            }
        }
        return new PixelArray(width, height, channels, pixels);
    }

    private static byte[] Palette(ReadOnlySpan<byte> bytes, int start)
    {
        int from = 14 + (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(bytes[14..]), 1024);
        var palette = new byte[256 * 4];
        if (from < start) bytes[from..Math.Min(start, from + palette.Length)].CopyTo(palette);
        return palette;
    }

    private static bool IsGrey(byte[] palette)
    {
        for (int i = 0; i < palette.Length; i += 4)
        {
            if (palette[i] != palette[i + 1] || palette[i] != palette[i + 2]) return false;
        }
        return true;
    }
}
