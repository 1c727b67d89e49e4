using System.Buffers.Binary;
using System.IO.Compression;
using ThermalPortal.Inference.Images;

namespace ThermalPortal.Jobs.Tests.Decoding;

/// <summary>Files the tests make: good thermal pictures and hostile ones.</summary>
internal static class Pictures
{
    /// <summary>A 16-bit frame in hundredths of a kelvin with a warm ellipse, as a Lepton camera would write it.</summary>
    public static byte[] Thermal16(int width = 80, int height = 60, int variation = 0)
    {
        ushort[] values = new ushort[width * height];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                double dx = (x - width / 2.0) / (width / 3.0), dy = (y - height / 2.0) / (height / 2.5);
                double celsius = 22 + 12 / (1 + Math.Exp(12 * (dx * dx + dy * dy - 1))) + 0.3 * Math.Sin(x * 0.7 + y * 1.3 + variation);
                values[y * width + x] = (ushort)Math.Round((celsius + 273.15) * 100);
            }
        }
        return PngWriter.Grey16(width, height, values);
    }

    /// <summary>A colour picture in no thermal palette.</summary>
    public static byte[] Photo(int width = 90, int height = 60)
    {
        byte[] rgb = new byte[width * height * 3];
        for (int i = 0; i < width * height; i++)
            (rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]) = ((byte)(90 + i % width), (byte)(200 - i / width * 2), (byte)(60 + (i * 7 + i / width * 13) % 120));
        return PngWriter.Rgb(new RgbImage(width, height, rgb));
    }

    /// <summary>An 8-bit grey frame.</summary>
    public static byte[] Grey8(int width = 80, int height = 60) =>
        PngWriter.Grey8(width, height, [.. Enumerable.Range(0, width * height).Select(i => (byte)(i % width * 3 + i / width))]);

    /// <summary>A PNG whose header claims a size and whose data is all zeros, compressed to almost nothing.</summary>
    public static byte[] PngOfZeros(int width, int height, byte bitDepth = 16, long rows = -1)
    {
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = bitDepth;
        Chunk(file, "IHDR", header);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            byte[] row = new byte[1 + (long)width * bitDepth / 8];
            for (long y = 0; y < (rows < 0 ? height : rows); y++) zlib.Write(row);
        }
        Chunk(file, "IDAT", packed.ToArray());
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static void Chunk(MemoryStream file, string type, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        byte[] body = [.. System.Text.Encoding.ASCII.GetBytes(type), .. data];
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        file.Write(number);
    }

    private static uint Crc(byte[] data)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in data)
        {
            crc ^= b;
            for (int k = 0; k < 8; k++) crc = (crc & 1) != 0 ? 0xedb88320u ^ (crc >> 1) : crc >> 1;
        }
        return ~crc;
    }
}
