using System.Diagnostics;
using System.Text.Json;
using ThermalPortal.Data.Datasets;

namespace ThermalPortal.Jobs.Decoding;

/// <summary>
/// Unpacks a zip, tar or tar.gz archive under names of our own, so that no name in it is ever a path. Counts real bytes, not the sizes it claims.
/// Runs in the decoder process.
/// </summary>
internal sealed class ArchiveExpansion(ArchiveLimits limits)
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(250);
    private readonly byte[] _buffer = new byte[81920];
    private long _total;

    public ExpandReply Expand(ExpandRequest request, IProgress<ArchiveProgress> progress, CancellationToken cancellationToken)
    {
        string listFile = Path.Combine(request.Folder, "entries.jsonl");
        using var list = new StreamWriter(listFile);
        int count = 0;
        Refusal? refusal = null;
        try
        {
            using var stream = File.OpenRead(request.File);
            var (members, seen, said) = (MembersOf(stream, out int? all), 0, -_pause);
            var watch = Stopwatch.StartNew();
            foreach (var member in members)
            {
                cancellationToken.ThrowIfCancellationRequested();
                seen++;
                if (member.IsFolder || member.IsLitter) continue;
                list.WriteLine(JsonSerializer.Serialize(Expand(member, count, request.Folder)));
                count++;
                if (watch.Elapsed - said >= _pause)
                {
                    said = watch.Elapsed;
                    progress.Report(new ArchiveProgress(seen, all, Math.Min(stream.Position, stream.Length), stream.Length));
                }
                refusal = _total > limits.TotalBytes ? ArchiveVerdicts.TooMuchInAll(limits.TotalBytes)
                    : _total > request.Room ? ArchiveVerdicts.DiskFull(_total)
                    : _total > limits.RatioFrom && _total / limits.Ratio > stream.Length ? ArchiveVerdicts.Bomb(limits.Ratio) : null;
                if (refusal is not null) break;
            }
            if (count == 0) refusal ??= ArchiveVerdicts.Empty;
        }
        catch (ArchiveRefusedException e)
        {
            refusal = e.Refusal;
        }
        catch (Exception e) when (IsDamage(e))
        {
            refusal = ArchiveVerdicts.Damaged(e.Message);
        }
        return new ExpandReply(refusal, listFile, count);
    }

    /// <summary>What is in it; <paramref name="all"/> says how many, where the archive does.</summary>
    private IEnumerable<ArchiveMember> MembersOf(Stream stream, out int? all)
    {
        byte[] head = new byte[FileKind.HeadBytes];
        int read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        bool zip = FileKind.IsZip(head.AsSpan(0, read));
        all = zip ? (int)Math.Min(ZipDirectory.CountEntries(stream), int.MaxValue) : null;
        stream.Position = 0;
        return zip ? ZipMembers.Of(stream, limits) : TarMembers.Of(stream, FileKind.IsGzip(head.AsSpan(0, read)), limits);
    }

    private ExpandedEntry Expand(ArchiveMember member, int index, string folder)
    {
        string file = Path.Combine(folder, $"{index}.bin");
        var refusal = Refuse(member);
        bool whole = false;
        try
        {
            refusal ??= Copy(member, file);
            whole = refusal is null;
        }
        catch (Exception e) when (member.PackedBytes is not null && IsDamage(e))
        {
            // Packed by itself: the others may still be good. In a tar the stream itself is broken.
            refusal = ArchiveVerdicts.DamagedEntry(e.Message);
        }
        finally
        {
            if (!whole) File.Delete(file);
        }
        return new ExpandedEntry(index, member.Name, whole ? file : null, refusal);
    }

    private Refusal? Refuse(ArchiveMember member) =>
        member.LeavesItsFolder ? ArchiveVerdicts.PathOutside
        : member.IsSpecial ? ArchiveVerdicts.Link
        : member.IsEncrypted ? ArchiveVerdicts.Password
        : member.Bytes > limits.EntryBytes ? Verdicts.TooLarge(member.Bytes, limits.EntryBytes)
        : null;

    private Refusal? Copy(ArchiveMember member, string file)
    {
        using var source = member.Open();
        using var target = File.Create(file);
        long written = 0;
        int read;
        while ((read = source.ReadAtLeast(_buffer, _buffer.Length, throwOnEndOfStream: false)) > 0)
        {
            if (written == 0 && FileKind.IsArchive(_buffer.AsSpan(0, read))) return ArchiveVerdicts.Nested;
            written += read;
            _total += read;
            if (written > limits.EntryBytes) return Verdicts.TooLarge(written, limits.EntryBytes);
            if (written > limits.RatioFrom && written / limits.Ratio > member.PackedBytes) return ArchiveVerdicts.Bomb(limits.Ratio);
            target.Write(_buffer, 0, read);
        }
        return written == member.Bytes ? null : throw new InvalidDataException($"it has {written:N0} bytes instead of {member.Bytes:N0}.");
    }

    /// <summary>What readers throw at bytes that are not what they should be; the tar reader also at dates and sizes beyond all types.</summary>
    private static bool IsDamage(Exception problem) =>
        problem is InvalidDataException or EndOfStreamException or NotSupportedException or FormatException or ArgumentException or OverflowException or InvalidOperationException;
}
