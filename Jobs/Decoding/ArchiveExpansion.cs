using System.IO.Compression;
using System.Text.Json;

namespace ThermalPortal.Jobs.Decoding;

/// <summary>
/// Unpacks a zip archive under names of our own, so that no name in it is ever a path. Counts real bytes, not the sizes it claims.
/// Runs in the decoder process.
/// </summary>
internal sealed class ArchiveExpansion(ArchiveLimits limits)
{
    private const int FileTypeMask = 0xF000, RegularFile = 0x8000;
    private readonly byte[] _buffer = new byte[81920];
    private long _total;

    public ExpandReply Expand(ExpandRequest request, IProgress<int> progress, CancellationToken cancellationToken)
    {
        string listFile = Path.Combine(request.Folder, "entries.jsonl");
        using var list = new StreamWriter(listFile);
        int count = 0;
        Refusal? refusal = null;
        try
        {
            using var stream = File.OpenRead(request.File);
            if (ZipDirectory.CountEntries(stream) is var claimed && claimed > limits.Entries)
                return new ExpandReply(ArchiveVerdicts.TooManyEntries(claimed, limits.Entries), listFile, 0);
            stream.Position = 0;
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            if (ArchiveVerdicts.Document(archive) is { } document) return new ExpandReply(document, listFile, 0);
            foreach (var entry in archive.Entries)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (IsFolderOrLitter(entry.FullName)) continue;
                var expanded = Expand(entry, count, request.Folder);
                list.WriteLine(JsonSerializer.Serialize(expanded));
                progress.Report(++count);
                refusal = _total > limits.TotalBytes ? ArchiveVerdicts.TooMuchInAll(limits.TotalBytes)
                    : _total > limits.RatioFrom && _total / limits.Ratio > stream.Length ? ArchiveVerdicts.Bomb(limits.Ratio) : null;
                if (refusal is not null) break;
            }
            if (count == 0) refusal ??= ArchiveVerdicts.Empty;
        }
        catch (InvalidDataException e)
        {
            refusal = ArchiveVerdicts.Damaged(e.Message);
        }
        return new ExpandReply(refusal, listFile, count);
    }

    private ExpandedEntry Expand(ZipArchiveEntry entry, int index, string folder)
    {
        string file = Path.Combine(folder, $"{index}.bin");
        var refusal = Refuse(entry);
        try
        {
            refusal ??= Copy(entry, file);
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException or EndOfStreamException)
        {
            refusal = ArchiveVerdicts.DamagedEntry(e.Message);
        }
        if (refusal is not null && File.Exists(file)) File.Delete(file);
        return new ExpandedEntry(index, entry.FullName, refusal is null ? file : null, refusal);
    }

    private Refusal? Refuse(ZipArchiveEntry entry)
    {
        int type = (entry.ExternalAttributes >> 16) & FileTypeMask;
        return LeavesItsFolder(entry.FullName) ? ArchiveVerdicts.PathOutside
            : type != 0 && type != RegularFile ? ArchiveVerdicts.Link
            : entry.IsEncrypted ? ArchiveVerdicts.Password
            : entry.Length > limits.EntryBytes ? Verdicts.TooLarge(entry.Length, limits.EntryBytes)
            : null;
    }

    private Refusal? Copy(ZipArchiveEntry entry, string file)
    {
        using var source = entry.Open();
        using var target = File.Create(file);
        long written = 0;
        int read;
        while ((read = source.ReadAtLeast(_buffer, _buffer.Length, throwOnEndOfStream: false)) > 0)
        {
            if (written == 0 && FileKind.IsArchive(_buffer.AsSpan(0, read))) return ArchiveVerdicts.Nested;
            written += read;
            _total += read;
            if (written > limits.EntryBytes) return Verdicts.TooLarge(written, limits.EntryBytes);
            if (written > limits.RatioFrom && written / limits.Ratio > entry.CompressedLength) return ArchiveVerdicts.Bomb(limits.Ratio);
            target.Write(_buffer, 0, read);
        }
        return null;
    }

    private static bool LeavesItsFolder(string name) =>
        name.StartsWith('/') || name.StartsWith('\\') || (name.Length > 1 && name[1] == ':')
        || name.Any(char.IsControl) || name.Split('/', '\\').Contains("..");

    private static bool IsFolderOrLitter(string name) =>
        name.EndsWith('/') || name.EndsWith('\\') || name.StartsWith("__MACOSX/", StringComparison.Ordinal)
        || Path.GetFileName(name) is ".DS_Store" or "Thumbs.db" or "desktop.ini";
}
