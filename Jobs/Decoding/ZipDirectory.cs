using System.Buffers.Binary;

namespace ThermalPortal.Jobs.Decoding;

/// <summary>Looks at the end of a zip file without loading its directory.</summary>
internal static class ZipDirectory
{
    private const int EndBytes = 22, LongestComment = 65535, Zip64LocatorBytes = 20;
    private const uint EndSignature = 0x06054b50, Zip64LocatorSignature = 0x07064b50, Zip64EndSignature = 0x06064b50;

    /// <summary>How many entries the archive claims; 0 where no end record is found (the reader will say so).</summary>
    public static long CountEntries(Stream zip)
    {
        int tailBytes = (int)Math.Min(zip.Length, EndBytes + LongestComment + Zip64LocatorBytes);
        byte[] tail = new byte[tailBytes];
        zip.Position = zip.Length - tailBytes;
        zip.ReadExactly(tail);
        for (int at = tailBytes - EndBytes; at >= 0; at--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at)) != EndSignature) continue;
            int count = BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + 10));
            return count == ushort.MaxValue ? CountZip64(zip, tail, at - Zip64LocatorBytes) ?? count : count;
        }
        return 0;
    }

    private static long? CountZip64(Stream zip, byte[] tail, int locator)
    {
        if (locator < 0 || BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(locator)) != Zip64LocatorSignature) return null;
        long offset = BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(locator + 8));
        Span<byte> end = stackalloc byte[40];
        if (offset < 0 || offset > zip.Length - end.Length) return null;
        zip.Position = offset;
        zip.ReadExactly(end);
        if (BinaryPrimitives.ReadUInt32LittleEndian(end) != Zip64EndSignature) return null;
        long count = BinaryPrimitives.ReadInt64LittleEndian(end[32..]);
        return count < 0 ? long.MaxValue : count;
    }
}
