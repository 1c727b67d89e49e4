using System.Buffers.Binary;

namespace ThermalPortal.Data.Files.Metadata;

/// <summary>Cleans JPEG files, radiometric ones too. Segments that must go become zeros under the marker APP15, which readers skip.</summary>
internal static class JpegCleaner
{
    private const byte Scan = 0xda, End = 0xd9, App0 = 0xe0, App1 = 0xe1, App2 = 0xe2, App3 = 0xe3, App5 = 0xe5, App14 = 0xee, App15 = 0xef, Comment = 0xfe;

    /// <summary>Least bytes of all segments of a kind that hold samples or tables of a thermal sensor (DJI), not text.</summary>
    private const int SensorBytes = 32_768;

    public static ReadOnlySpan<byte> Start => [0xff, 0xd8, 0xff];

    public static void Clean(Span<byte> bytes)
    {
        var flir = new List<Range>();
        var totals = new int[256];
        var end = Walk(bytes, (marker, content, _) => totals[marker] += content.Length);
        bytes[end..].Clear(); // further pictures in the file have metadata of their own
        Walk(bytes, (marker, content, place) =>
        {
            if (marker == App1 && FlirCleaner.IsPart(content)) flir.Add(place);
            else if (marker == App1 && content.StartsWith("Exif\0\0"u8)) TiffCleaner.CleanExif(content[6..]);
            else if (!Stays(marker, content, totals[marker])) content.Clear();
        }, (marker, content) => marker == App1 && (FlirCleaner.IsPart(content) || content.StartsWith("Exif\0\0"u8)) || Stays(marker, content, totals[marker]));
        FlirCleaner.Clean(bytes, flir);
    }

    private static bool Stays(byte marker, ReadOnlySpan<byte> content, int total) => marker switch
    {
        App0 => content.StartsWith("JFIF\0"u8),
        App2 => content.StartsWith("ICC_PROFILE\0"u8),
        >= App3 and <= App5 => total >= SensorBytes,
        App14 => content.StartsWith("Adobe"u8),
        Comment or (>= App0 and <= App15) => false,
        _ => true, // tables and frames
    };

    private delegate void Visit(byte marker, Span<byte> content, Range place);

    private delegate bool Keep(byte marker, ReadOnlySpan<byte> content);

    /// <summary>Goes through the segments, also those between scans; answers where the picture ends. What <paramref name="keeps"/> denies gets the marker APP15.</summary>
    private static int Walk(Span<byte> bytes, Visit visit, Keep? keeps = null)
    {
        var at = 2;
        while (at + 4 <= bytes.Length)
        {
            var marker = bytes[at + 1];
            if (bytes[at] != 0xff) return at;
            if (marker == 0xff) { at++; continue; } // fill
            if (marker == End) return at + 2;
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (length < 2 || at + 2 + length > bytes.Length) return at;
            var place = (at + 4)..(at + 2 + length);
            if (keeps?.Invoke(marker, bytes[place]) == false) bytes[at + 1] = App15;
            visit(marker, bytes[place], place);
            at += 2 + length;
            if (marker == Scan) at = AfterScan(bytes, at);
        }
        return at + 2 <= bytes.Length && bytes[at] == 0xff && bytes[at + 1] == End ? at + 2 : Math.Min(at, bytes.Length);
    }

    /// <summary>Where the next marker lies behind coded pixels; stuffed bytes and restarts belong to them. A picture that was cut off ends with its file.</summary>
    private static int AfterScan(ReadOnlySpan<byte> bytes, int at)
    {
        for (; at + 1 < bytes.Length; at++)
            if (bytes[at] == 0xff && bytes[at + 1] is not (0 or 0xff or (>= 0xd0 and <= 0xd7))) return at;
        return bytes.Length;
    }
}
