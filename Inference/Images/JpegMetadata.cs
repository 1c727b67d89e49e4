using System.Buffers.Binary;

namespace ThermalPortal.Inference.Images;

/// <summary>Takes everything out of a JPEG that is no picture: Exif with place and serial number, thumbnails, comments, makers' segments, and what hangs behind its end.</summary>
internal static class JpegMetadata
{
    private const byte App0 = 0xe0, App14 = 0xee, App15 = 0xef, Comment = 0xfe;

    /// <summary>The same compressed pixels, bit for bit, without the rest. Orientation goes too: turn the picture before where it matters.</summary>
    public static byte[] Strip(ReadOnlySpan<byte> jpeg)
    {
        var segments = JpegSegments.Read(jpeg);
        using var clean = new MemoryStream(jpeg.Length);
        clean.Write(jpeg[..2]);
        foreach (var segment in segments)
            if (IsPicture(jpeg, segment)) Write(clean, segment.Marker, jpeg.Slice(segment.Start, segment.Length));
        int scans = segments.Count == 0 ? 2 : segments[^1].Start + segments[^1].Length;
        clean.Write(jpeg[scans..JpegSegments.End(jpeg)]);
        return clean.ToArray();
    }

    /// <summary>Adobe's segment says in which colours the pixels are; all other application segments are about something else.</summary>
    private static bool IsPicture(ReadOnlySpan<byte> jpeg, JpegSegment segment) => segment.Marker switch
    {
        App14 => segment.Length >= 12 && jpeg.Slice(segment.Start, 5).SequenceEqual("Adobe"u8),
        >= App0 and <= App15 or Comment => false,
        _ => true,
    };

    private static void Write(MemoryStream clean, byte marker, ReadOnlySpan<byte> data)
    {
        Span<byte> head = [0xff, marker, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)(data.Length + 2));
        clean.Write(head);
        clean.Write(data);
    }
}
