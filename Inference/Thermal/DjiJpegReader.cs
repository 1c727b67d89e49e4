using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Thermal;

/// <summary>
/// DJI radiometric JPEG: the samples lie in the joined APP3 segments (H20T class) or, with the roles exchanged, in APP4 (XT S). The scale is known to
/// the maker's closed library only, so the values stay counts.
/// </summary>
internal static class DjiJpegReader
{
    private const byte App1 = 0xe1, App3 = 0xe3, App4 = 0xe4;
    private const int TableBytes = 32_768;
    private static readonly (int Width, int Height)[] Sensors = [(640, 512), (1280, 1024)];

    /// <summary>Null when the file is no DJI radiometric JPEG.</summary>
    public static ThermalFrame? Read(ReadContext context, IReadOnlyList<JpegSegment> segments)
    {
        int third = Total(segments, App3), fourth = Total(segments, App4);
        if (Sensor(third) is { } sensor) return Frame(context, segments, App3, sensor, "dji-rjpeg");
        if (third == TableBytes && Sensor(fourth) is { } older) return Frame(context, segments, App4, older, "dji-xts");
        if (third == 0 || !IsDji(context.Bytes, segments)) return null;
        string known = string.Join(" or ", Sensors.Select(s => $"{s.Width * s.Height * 2:N0} ({s.Width} x {s.Height})"));
        throw new UnreadableImageException("unknown-sensor", $"The DJI file holds {third:N0} bytes of raw data; known cameras hold {known}.",
            "Tell us the camera model, or use the picture without raw values.") { PictureOffered = true };
    }

    private static ThermalFrame Frame(ReadContext context, IReadOnlyList<JpegSegment> segments, byte marker, (int Width, int Height) sensor, string format)
    {
        var joined = new byte[sensor.Width * sensor.Height * 2];
        int at = 0;
        foreach (var segment in segments.Where(s => s.Marker == marker))
        {
            context.Bytes.AsSpan(segment.Start, segment.Length).CopyTo(joined.AsSpan(at));
            at += segment.Length;
        }
        ushort[] counts = Endian.Samples(joined, sensor.Width * sensor.Height, big: false);
        context.Warn("no-scale", "DJI stores raw sensor values; degrees need the maker's closed program, so the values stay counts without a unit.");
        return new ThermalFrame
        {
            Width = sensor.Width, Height = sensor.Height, Values = Array.ConvertAll(counts, v => (float)v), Unit = ThermalUnit.Counts,
            Badge = RadiometryBadge.RawCounts, Format = format, SourceSha256 = context.Sha256, Camera = context.Options.Camera ?? "DJI", Raw = counts,
            Scale = ThermalScale.Counts, Warnings = context.Warnings,
        };
    }

    private static int Total(IReadOnlyList<JpegSegment> segments, byte marker) => segments.Where(s => s.Marker == marker).Sum(s => s.Length);

    private static (int Width, int Height)? Sensor(int bytes)
    {
        foreach (var sensor in Sensors)
        {
            if (sensor.Width * sensor.Height * 2 == bytes) return sensor;
        }
        return null;
    }

    private static bool IsDji(byte[] bytes, IReadOnlyList<JpegSegment> segments) =>
        segments.Any(s => s.Marker == App1 && bytes.AsSpan(s.Start, s.Length).IndexOf("DJI"u8) >= 0);
}
