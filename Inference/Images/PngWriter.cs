using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ThermalPortal.Inference.Images;

/// <summary>Writes PNG files (RGB or grey, 8 bit; grey 16 bit) with text metadata. The same input gives the same bytes.</summary>
public static class PngWriter
{
    private static readonly byte[] Signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
    private static readonly uint[] CrcTable = MakeCrcTable();

    /// <summary>An RGB picture.</summary>
    /// <param name="image">Pixels.</param>
    /// <param name="text">Keyword (1..79 Latin-1 characters) to text; Latin-1 text becomes tEXt, anything else iTXt (UTF-8).</param>
    public static byte[] Rgb(RgbImage image, IEnumerable<KeyValuePair<string, string>>? text = null) =>
        Write(image.Width, image.Height, bitDepth: 8, colourType: 2, bytesPerPixel: 3, image.Pixels, text);

    /// <summary>An 8-bit grey picture.</summary>
    public static byte[] Grey8(int width, int height, ReadOnlySpan<byte> pixels, IEnumerable<KeyValuePair<string, string>>? text = null) =>
        Write(width, height, bitDepth: 8, colourType: 0, bytesPerPixel: 1, pixels, text);

    /// <summary>A 16-bit grey picture; values lie big-endian in the file, as PNG wants.</summary>
    public static byte[] Grey16(int width, int height, ReadOnlySpan<ushort> values, IEnumerable<KeyValuePair<string, string>>? text = null)
    {
        var bytes = new byte[values.Length * 2];
        for (int i = 0; i < values.Length; i++) BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(i * 2), values[i]);
        return Write(width, height, bitDepth: 16, colourType: 0, bytesPerPixel: 2, bytes, text);
    }

    private static byte[] Write(int width, int height, byte bitDepth, byte colourType, int bytesPerPixel, ReadOnlySpan<byte> pixels,
        IEnumerable<KeyValuePair<string, string>>? text)
    {
        int stride = width * bytesPerPixel;
        if (pixels.Length != (long)stride * height)
            throw new ArgumentException($"{width} x {height} pixels need {(long)stride * height} bytes, not {pixels.Length}.", nameof(pixels));
        using var output = new MemoryStream();
        output.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = bitDepth;
        header[9] = colourType;
        header[10..].Clear();
        Chunk(output, "IHDR", header);
        foreach (var (keyword, value) in text ?? []) Text(output, keyword, value);
        Chunk(output, "IDAT", Compress(pixels, stride, height, bytesPerPixel));
        Chunk(output, "IEND", []);
        return output.ToArray();
    }

    private static byte[] Compress(ReadOnlySpan<byte> pixels, int stride, int height, int bytesPerPixel)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var line = new byte[stride + 1];
            for (int y = 0; y < height; y++)
            {
                var row = pixels.Slice(y * stride, stride);
                var above = y > 0 ? pixels.Slice((y - 1) * stride, stride) : default;
                line[0] = 4;                                                          // Paeth: good for photographs
                for (int x = 0; x < stride; x++)
                {
                    int left = x >= bytesPerPixel ? row[x - bytesPerPixel] : 0;
                    int up = above.IsEmpty ? 0 : above[x];
                    int corner = above.IsEmpty || x < bytesPerPixel ? 0 : above[x - bytesPerPixel];
                    line[x + 1] = (byte)(row[x] - Paeth(left, up, corner));
                }
                zlib.Write(line);
            }
        }
        return compressed.ToArray();
    }

    private static int Paeth(int left, int up, int corner)
    {
        int p = left + up - corner, a = Math.Abs(p - left), b = Math.Abs(p - up), c = Math.Abs(p - corner);
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }

    private static void Text(Stream output, string keyword, string value)
    {
        if (keyword.Length is 0 or > 79 || keyword.Any(c => c is < ' ' or > '~'))
            throw new ArgumentException($"'{keyword}' is no PNG keyword: 1 to 79 printable ASCII characters.", nameof(keyword));
        if (value.All(c => c is '\n' or >= ' ' and <= '~' or >= '\u00a0' and <= '\u00ff'))
            Chunk(output, "tEXt", [.. Encoding.Latin1.GetBytes(keyword), 0, .. Encoding.Latin1.GetBytes(value)]);
        else
            Chunk(output, "iTXt", [.. Encoding.Latin1.GetBytes(keyword), 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(value)]);
    }

    private static void Chunk(Stream output, string type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        output.Write(number);
        byte[] name = Encoding.ASCII.GetBytes(type);
        output.Write(name);
        output.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(data, Crc(name, uint.MaxValue)) ^ uint.MaxValue);
        output.Write(number);
    }

    private static uint Crc(ReadOnlySpan<byte> data, uint crc)
    {
        foreach (byte b in data) crc = CrcTable[(crc ^ b) & 0xff] ^ (crc >> 8);
        return crc;
    }

    private static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (uint n = 0; n < 256; n++)
        {
            uint c = n;
            for (int k = 0; k < 8; k++) c = (c & 1) != 0 ? 0xedb88320u ^ (c >> 1) : c >> 1;
            table[n] = c;
        }
        return table;
    }
}
