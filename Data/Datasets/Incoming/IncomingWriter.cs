using System.Buffers;
using System.Security.Cryptography;

namespace ThermalPortal.Data.Datasets.Incoming;

/// <summary>The one who may change an incoming file.</summary>
public sealed class IncomingWriter : IDisposable
{
    private const int BufferBytes = 128 * 1024;
    private readonly IncomingFolder _home;
    private readonly string _folder;
    private readonly FileStream _held;

    internal IncomingWriter(IncomingFolder home, string folder, FileStream held) => (_home, _folder, _held) = (home, folder, held);

    /// <summary>As it is now; null: removed meanwhile.</summary>
    public IncomingFile? Current => _home.Read(_folder);

    /// <summary>Where its bytes lie.</summary>
    internal string Bytes => IncomingFolder.BytesOf(_folder);

    /// <summary>
    /// Adds what <paramref name="content"/> brings. When it breaks off, what came stays; with a <paramref name="checksum"/> nothing stays that was not checked.
    /// </summary>
    /// <returns>False: the checksum differs, and nothing was added.</returns>
    public async Task<bool> AppendAsync(Stream content, PieceChecksum? checksum, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(Bytes, FileMode.Open, FileAccess.Write, FileShare.Read, 0, FileOptions.Asynchronous);
        var start = file.Seek(0, SeekOrigin.End);
        using var hash = checksum is null ? null : IncrementalHash.CreateHash(checksum.Algorithm);
        var kept = checksum is null;
        try
        {
            await CopyAsync(content, file, hash, cancellationToken);
            kept = kept || hash!.GetHashAndReset().AsSpan().SequenceEqual(checksum!.Value);
        }
        finally
        {
            if (!kept) file.SetLength(start);
            file.Flush(flushToDisk: true);
        }

        return kept;
    }

    /// <summary>Forgets all bytes: the file may be sent again from its start.</summary>
    public void Clear() => File.WriteAllBytes(Bytes, []);

    /// <summary>Ends the file; a later request does not find it.</summary>
    public void Remove()
    {
        File.Delete(IncomingFolder.StateOf(_folder));
        Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    public void Dispose() => _held.Dispose();

    internal async Task<string> HashAsync(CancellationToken cancellationToken)
    {
        await using var file = new FileStream(Bytes, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }

    internal void Save(IncomingFile file) => IncomingFolder.Save(_folder, file);

    private static async Task CopyAsync(Stream content, FileStream file, IncrementalHash? hash, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            int read;
            while ((read = await content.ReadAsync(buffer.AsMemory(0, BufferBytes), cancellationToken)) > 0)
            {
                hash?.AppendData(buffer, 0, read);
                // What was read is written, whatever happens to the sender meanwhile.
                await file.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
