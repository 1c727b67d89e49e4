using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace ThermalPortal.Jobs.Tests.Decoding;

/// <summary>Tar archives the tests make, hostile ones among them.</summary>
internal static class Tars
{
    public static byte[] Of(params (string Name, byte[] Bytes)[] files) => Of(TarEntryFormat.Pax, [.. files.Select(f => File(TarEntryFormat.Pax, f.Name, f.Bytes))]);

    public static byte[] Of(TarEntryFormat format, params TarEntry[] entries)
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, format, leaveOpen: true))
            foreach (var entry in entries) writer.WriteEntry(entry);
        return tar.ToArray();
    }

    public static TarEntry File(TarEntryFormat format, string name, byte[] bytes)
    {
        TarEntry entry = format switch
        {
            TarEntryFormat.V7 => new V7TarEntry(TarEntryType.V7RegularFile, name),
            TarEntryFormat.Ustar => new UstarTarEntry(TarEntryType.RegularFile, name),
            TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, name),
            _ => new PaxTarEntry(TarEntryType.RegularFile, name),
        };
        entry.DataStream = new MemoryStream(bytes);
        return entry;
    }

    public static TarEntry Special(TarEntryType type, string name)
    {
        var entry = new PaxTarEntry(type, name);
        if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink) entry.LinkName = "/etc/passwd";
        return entry;
    }

    public static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(bytes);
        return packed.ToArray();
    }

    /// <summary>One raw header block with a right checksum, followed by nothing: what it claims is up to the caller.</summary>
    public static byte[] Header(string name, long size, char type)
    {
        var block = new byte[512];
        Encoding.ASCII.GetBytes(name).CopyTo(block, 0);
        Write(block, 100, "0000644\0");
        Write(block, 124, Convert.ToString(size, 8).PadLeft(11, '0') + "\0");
        Write(block, 136, "00000000000\0");
        block[156] = (byte)type;
        Write(block, 257, "ustar\000");
        Write(block, 148, "        ");
        Write(block, 148, Convert.ToString(block.Sum(b => (long)b), 8).PadLeft(6, '0') + "\0 ");
        return block;
    }

    private static void Write(byte[] block, int at, string text) => Encoding.ASCII.GetBytes(text).CopyTo(block, at);
}
