using System.Buffers.Binary;

namespace ThermalPortal.Inference.Images;

/// <summary>Walks the marker segments of a JPEG up to the start of scan.</summary>
internal static class JpegSegments
{
    private const byte StartOfScan = 0xda, EndOfImage = 0xd9;

    /// <summary>All segments up to, not including, the first scan. Stops quietly where the file stops making sense.</summary>
    public static List<JpegSegment> Read(ReadOnlySpan<byte> bytes)
    {
        var segments = new List<JpegSegment>();
        int at = 2;
        while (at + 4 <= bytes.Length && bytes[at] == 0xff)
        {
            byte marker = bytes[at + 1];
            if (marker == 0xff)
            {
                at++;                                              // fill byte
                continue;
            }
            if (marker is StartOfScan or EndOfImage) break;
            if (marker is 0x01 or >= 0xd0 and <= 0xd7)
            {
                at += 2;
                continue;
            }
            int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (length < 2 || at + 2 + length > bytes.Length) break;
            segments.Add(new JpegSegment(marker, at + 4, length - 2));
            at += 2 + length;
        }
        return segments;
    }

    /// <summary>First byte behind the end-of-image marker, or the length of the file when there is none.</summary>
    public static int End(ReadOnlySpan<byte> bytes)
    {
        var segments = Read(bytes);
        int at = segments.Count == 0 ? 2 : segments[^1].Start + segments[^1].Length;
        while (at + 1 < bytes.Length)
        {
            int next = bytes[at..].IndexOf((byte)0xff);
            if (next < 0 || at + next + 1 >= bytes.Length) break;
            at += next;
            byte marker = bytes[at + 1];
            if (marker == EndOfImage) return at + 2;
            if (marker == 0xff) at++;
            else if (marker is 0 or 0x01 or >= 0xd0 and <= 0xd8) at += 2;
            else if (at + 4 <= bytes.Length) at += 2 + Math.Max(2, (int)BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]));
            else break;
        }
        return bytes.Length;
    }
}
