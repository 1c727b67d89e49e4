using System.Buffers.Binary;

namespace ThermalPortal.Inference.Tests.Thermal;

/// <summary>Little-endian TIFF directories without pixels, byte by byte.</summary>
internal static class Tiff
{
    public static byte[] Directory(params (ushort Tag, uint Value)[] tags)
    {
        var file = new byte[8 + 2 + tags.Length * 12 + 4];
        "II*\0"u8.CopyTo(file);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(4), 8);
        Write(file, 8, tags);
        return file;
    }

    /// <summary>Many pages of 4 x 4 pixels, one directory after the other.</summary>
    public static byte[] Chain(int pages)
    {
        const int each = 2 + 3 * 12 + 4;
        var file = new byte[8 + pages * each];
        "II*\0"u8.CopyTo(file);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(4), 8);
        for (int i = 0; i < pages; i++)
        {
            int at = 8 + i * each;
            Write(file, at, (256, 4), (257, 4), (258, 8));
            if (i + 1 < pages) BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at + each - 4), at + each);
        }
        return file;
    }

    private static void Write(byte[] file, int at, params (ushort Tag, uint Value)[] tags)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), (ushort)tags.Length);
        for (int i = 0; i < tags.Length; i++)
        {
            int entry = at + 2 + 12 * i;
            BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(entry), tags[i].Tag);
            BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(entry + 2), 4);
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(entry + 4), 1);
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(entry + 8), tags[i].Value);
        }
    }
}
