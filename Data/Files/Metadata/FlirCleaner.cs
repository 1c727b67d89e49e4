using System.Buffers.Binary;

namespace ThermalPortal.Data.Files.Metadata;

/// <summary>
/// Cleans what FLIR cameras write into a JPEG (see <c>Inference/Thermal/FlirFile</c> for its layout). Heat, its constants, palette, the embedded photo and how it lies on the heat stay; measurements with their
/// names, texts, sound, position and everything unknown goes, and of the camera's record what is no number for the heat: serial numbers of camera, lens and filter, date.
/// </summary>
internal static class FlirCleaner
{
    private const int Prefix = 8, Header = 64, Entry = 32, Photo = 0x0e, Camera = 0x20, PhotoStart = 0x20;

    /// <summary>Raw pixels, embedded photo, camera, palette, picture in picture.</summary>
    private static readonly HashSet<int> _stay = [0x01, Photo, Camera, 0x22, 0x2a];

    /// <summary>Of the camera's record: object parameters and constants, model, field of view, constants and ranges.</summary>
    private static readonly (int From, int Length)[] _camera = [(0, 0xb0), (0xd4, 0x20), (0x1b4, 4), (0x308, 0x7c)];

    public static bool IsPart(ReadOnlySpan<byte> segment) => segment.Length > Prefix && segment.StartsWith("FLIR\0"u8);

    /// <summary>The record lies in parts over several segments.</summary>
    public static void Clean(Span<byte> jpeg, IReadOnlyList<Range> parts)
    {
        if (parts.Count == 0) return;
        var size = jpeg.Length;
        var places = new List<(int Number, int From, int Length)>();
        foreach (var part in parts)
        {
            var (from, length) = part.GetOffsetAndLength(size);
            places.Add((jpeg[from + 6], from + Prefix, length - Prefix));
        }
        var joined = new byte[places.Sum(p => p.Length)];
        var at = 0;
        foreach (var (_, from, length) in places.OrderBy(p => p.Number))
        {
            jpeg.Slice(from, length).CopyTo(joined.AsSpan(at));
            at += length;
        }
        CleanRecords(joined);
        at = 0;
        foreach (var (_, from, length) in places.OrderBy(p => p.Number))
        {
            joined.AsSpan(at, length).CopyTo(jpeg[from..]);
            at += length;
        }
    }

    private static void CleanRecords(Span<byte> file)
    {
        var kept = new KeptBytes();
        if (file.Length >= Header && (file.StartsWith("FFF\0"u8) || file.StartsWith("AFF\0"u8)))
        {
            var big = BinaryPrimitives.ReadUInt32BigEndian(file[0x14..]) is >= 100 and < 200;
            var (directory, count) = (Number(file, 0x18, big), Number(file, 0x1c, big));
            kept.Add(0, Header);
            for (var at = directory; count-- > 0 && at + Entry <= file.Length; at += Entry)
            {
                kept.Add(at, Entry);
                var type = big ? BinaryPrimitives.ReadUInt16BigEndian(file[(int)at..]) : BinaryPrimitives.ReadUInt16LittleEndian(file[(int)at..]);
                var (from, length) = (Number(file, at + 0x0c, big), Number(file, at + 0x10, big));
                if (!_stay.Contains(type) || from + length > file.Length) file.Slice((int)at, Entry).Clear();
                else if (type == Camera) foreach (var (start, bytes) in _camera) kept.Add(from + start, Math.Clamp(length - start, 0, bytes));
                else kept.Add(from, length);
                if (type == Photo && from + length <= file.Length && length > PhotoStart) MetadataCleaner.CleanPhoto(file.Slice((int)from + PhotoStart, (int)length - PhotoStart));
            }
        }
        kept.ZeroRest(file);
    }

    private static long Number(ReadOnlySpan<byte> bytes, long at, bool big) => big ? BinaryPrimitives.ReadUInt32BigEndian(bytes[(int)at..]) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[(int)at..]);
}
