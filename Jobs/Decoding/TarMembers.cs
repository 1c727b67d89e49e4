using System.Formats.Tar;
using System.IO.Compression;

namespace ThermalPortal.Jobs.Decoding;

/// <summary>Entries of a tar archive, plain or packed by gzip.</summary>
internal static class TarMembers
{
    /// <exception cref="ArchiveRefusedException">It unpacks to too much, or goes on for too long.</exception>
    public static IEnumerable<ArchiveMember> Of(Stream stream, bool packed, ArchiveLimits limits)
    {
        // What is skipped is unpacked too, so the bounds stand before the tar reader, not behind it.
        using var plain = packed ? new BoundedUnpacking(new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true), stream, limits) : stream;
        using var tar = new TarReader(plain, leaveOpen: true);
        for (int count = 1; tar.GetNextEntry() is { } entry; count++)
        {
            // A tar has no list of its entries: how many there are shows on the way.
            if (count > limits.Entries) throw new ArchiveRefusedException(ArchiveVerdicts.TooManyEntries(count, limits.Entries));
            if (entry.EntryType is TarEntryType.GlobalExtendedAttributes) continue;
            yield return new ArchiveMember(entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name, entry.Length)
            {
                IsFolder = entry.EntryType is TarEntryType.Directory or TarEntryType.DirectoryList,
                IsSpecial = entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile),
                Open = () => entry.DataStream ?? Stream.Null,
            };
        }
    }
}
