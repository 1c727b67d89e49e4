using System.Buffers.Binary;

namespace ThermalPortal.Inference.Tests.Thermal;

/// <summary>Windows bitmaps, byte by byte.</summary>
internal static class Bitmap
{
    public static byte[] Header(int width, int height, short bits, int palette = 0)
    {
        var header = new byte[54 + palette * 4];
        "BM"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(10), header.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(22), height);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(26), 1);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(28), bits);
        for (int i = 0; i < palette; i++) header.AsSpan(54 + 4 * i, 3).Fill((byte)i);
        return header;
    }

    /// <summary>8-bit grey, bottom row first: the value of a pixel is 3 x + 5 y.</summary>
    public static byte[] Grey(int width, int height)
    {
        int stride = (width + 3) / 4 * 4;
        var rows = new byte[stride * height];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++) rows[(height - 1 - y) * stride + x] = (byte)(3 * x + 5 * y);
        }
        return [.. Header(width, height, 8, palette: 256), .. rows];
    }
}
