using System.IO.Compression;

namespace ThermalPortal.Jobs.Tests.Decoding;

/// <summary>Zip archives the tests make, hostile ones among them.</summary>
internal static class Archives
{
    public static byte[] Of(params (string Name, byte[] Bytes)[] entries) => Of(entries, null);

    public static byte[] Of((string Name, byte[] Bytes)[] entries, Action<ZipArchiveEntry>? change)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
                change?.Invoke(entry);
                using var stream = entry.Open();
                stream.Write(bytes);
            }
        }
        return file.ToArray();
    }

    /// <summary>The first entry marked as encrypted, as a password archive has it.</summary>
    public static byte[] WithPassword(byte[] archive)
    {
        byte[] marked = [.. archive];
        marked[6] |= 1;
        marked[Find(marked, [0x50, 0x4b, 1, 2]) + 8] |= 1;
        return marked;
    }

    /// <summary>An end record that claims more entries than there are.</summary>
    public static byte[] Claiming(byte[] archive, ushort entries)
    {
        byte[] lying = [.. archive];
        int end = Find(lying, [0x50, 0x4b, 5, 6]);
        BitConverter.TryWriteBytes(lying.AsSpan(end + 8), entries);
        BitConverter.TryWriteBytes(lying.AsSpan(end + 10), entries);
        return lying;
    }

    private static int Find(byte[] data, byte[] pattern) => data.AsSpan().LastIndexOf(pattern);
}
