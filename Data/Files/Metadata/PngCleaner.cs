using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace ThermalPortal.Data.Files.Metadata;

/// <summary>Cleans PNG files: chunks that only tell something about the picture become zeros under a name of their own, which readers skip.</summary>
internal static class PngCleaner
{
    private const int Head = 8, Check = 4;

    private static readonly HashSet<string> _stay = ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "bKGD", "hIST", "pHYs", "sPLT"];

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    public static void Clean(Span<byte> bytes)
    {
        var at = Signature.Length;
        for (var ended = false; !ended && at + Head + Check <= bytes.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
            if (at + Head + length + Check > bytes.Length) break;
            var chunk = bytes.Slice(at, Head + (int)length + Check);
            var name = Encoding.Latin1.GetString(chunk[4..Head]);
            ended = name == "IEND";
            if (name == "eXIf") TiffCleaner.CleanExif(chunk[Head..^Check]);
            else if (!_stay.Contains(name)) Blank(chunk);
            if (!_stay.Contains(name)) BinaryPrimitives.WriteUInt32BigEndian(chunk[^Check..], Crc32.HashToUInt32(chunk[4..^Check]));
            at += chunk.Length;
        }
        bytes[at..].Clear(); // what lies behind the end, or cannot be told apart
    }

    private static void Blank(Span<byte> chunk)
    {
        "noNe"u8.CopyTo(chunk[4..]); // by its letters: not needed, of no standard, may be copied
        chunk[Head..^Check].Clear();
    }
}
