using System.IO.Compression;

namespace ThermalPortal.Jobs.Decoding;

/// <summary>Entries of a zip archive.</summary>
internal static class ZipMembers
{
    private const int FileTypeMask = 0xF000, RegularFile = 0x8000;

    /// <exception cref="ArchiveRefusedException">It is too long a list, or no archive of pictures.</exception>
    public static IEnumerable<ArchiveMember> Of(Stream stream, ArchiveLimits limits)
    {
        if (ZipDirectory.CountEntries(stream) is var claimed && claimed > limits.Entries)
            throw new ArchiveRefusedException(ArchiveVerdicts.TooManyEntries(claimed, limits.Entries));
        stream.Position = 0;
        using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        if (ArchiveVerdicts.Document(archive) is { } document) throw new ArchiveRefusedException(document);
        foreach (var entry in archive.Entries)
        {
            int type = (entry.ExternalAttributes >> 16) & FileTypeMask;
            yield return new ArchiveMember(entry.FullName, entry.Length)
            {
                PackedBytes = entry.CompressedLength,
                IsFolder = entry.FullName.EndsWith('/') || entry.FullName.EndsWith('\\'),
                IsSpecial = type != 0 && type != RegularFile,
                IsEncrypted = entry.IsEncrypted,
                Open = entry.Open,
            };
        }
    }
}
