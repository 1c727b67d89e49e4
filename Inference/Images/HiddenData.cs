using System.Buffers.Binary;

namespace ThermalPortal.Inference.Images;

/// <summary>Finds archives and web pages hung behind the end of a picture (polyglot files).</summary>
internal static class HiddenData
{
    /// <summary>What hides behind the picture in words, or null.</summary>
    public static string? Find(ReadOnlySpan<byte> bytes)
    {
        int end = ImageHeader.Recognise(bytes) switch
        {
            ImageFormat.Jpeg => JpegSegments.End(bytes),
            ImageFormat.Png => PngEnd(bytes),
            _ => bytes.Length,
        };
        var rest = bytes[end..];
        if (rest.IndexOf("PK\x03\x04"u8) >= 0) return "an archive";
        bool page = rest.IndexOf("<html"u8) >= 0 || rest.IndexOf("<HTML"u8) >= 0 || rest.IndexOf("<script"u8) >= 0 || rest.IndexOf("<!DOCTYPE"u8) >= 0;
        return page ? "a web page" : null;
    }

    private static int PngEnd(ReadOnlySpan<byte> bytes)
    {
        long at = 8;
        while (at + 12 <= bytes.Length)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(bytes[(int)at..]);
            bool last = bytes.Slice((int)at + 4, 4).SequenceEqual("IEND"u8);
            at += 12L + length;
            if (last) return (int)Math.Min(at, bytes.Length);
        }
        return bytes.Length;
    }
}
