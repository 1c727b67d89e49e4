using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Thermal;

/// <summary>The APP1 segments of a JPEG in which FLIR cameras store their data.</summary>
internal static class FlirSegments
{
    private const byte App1 = 0xe1;
    private const int HeaderBytes = 8;                       // "FLIR\0", 1, index, last index

    public static bool IsFlir(ReadOnlySpan<byte> bytes, JpegSegment segment) =>
        segment.Marker == App1 && segment.Length >= HeaderBytes && bytes.Slice(segment.Start, 5).SequenceEqual("FLIR\0"u8);

    /// <summary>Joins the chunks by their index.</summary>
    /// <exception cref="UnreadableImageException">A chunk is missing or there twice.</exception>
    public static byte[] Join(ReadOnlySpan<byte> bytes, IEnumerable<JpegSegment> segments)
    {
        var chunks = new SortedDictionary<int, JpegSegment>();
        int last = 0;
        foreach (var segment in segments)
        {
            if (!IsFlir(bytes, segment)) continue;
            int index = bytes[segment.Start + 6];
            last = Math.Max(last, bytes[segment.Start + 7]);
            if (!chunks.TryAdd(index, segment)) throw Cut($"part {index + 1} of {last + 1} is there twice");
        }
        for (int i = 0; i <= last; i++)
        {
            if (!chunks.ContainsKey(i)) throw Cut($"part {i + 1} of {last + 1} is missing");
        }
        using var joined = new MemoryStream();
        foreach (var segment in chunks.Values) joined.Write(bytes.Slice(segment.Start + HeaderBytes, segment.Length - HeaderBytes));
        return joined.ToArray();
    }

    public static UnreadableImageException Cut(string what) =>
        new("truncated", $"The radiometric part of the file is cut: {what}.",
            "Copy the file again from the camera (messengers and picture editors destroy this part), or use the picture without temperatures.")
        {
            PictureOffered = true,
        };

    public static UnreadableImageException Damaged(string what) =>
        new("raw-damaged", $"The radiometric part of the file is damaged: {what}.",
            "Copy the file again from the camera, or use the picture without temperatures.") { PictureOffered = true };
}
