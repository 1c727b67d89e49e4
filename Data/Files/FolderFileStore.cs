using System.Buffers;
using System.Security.Cryptography;

namespace ThermalPortal.Data.Files;

/// <summary>
/// Blobs in a folder, <c>ab/cd/abcd…</c> by SHA-256. Written to <c>incoming/</c>, flushed to disk, then renamed: a crash leaves a
/// stale temporary file, never half a blob. Temporary files older than a day are removed at construction.
/// </summary>
public sealed class FolderFileStore : IFileStore
{
    private const int BufferBytes = 128 * 1024;
    private readonly string _root;
    private readonly string _incoming;

    /// <param name="root">Folder of the store; created when missing.</param>
    /// <param name="time">Clock used to judge which temporary files are stale.</param>
    public FolderFileStore(string root, TimeProvider time)
    {
        _root = Path.GetFullPath(root);
        _incoming = Path.Combine(_root, "incoming");
        Directory.CreateDirectory(_incoming);
        var stale = time.GetUtcNow().UtcDateTime.AddDays(-1);
        foreach (var file in Directory.EnumerateFiles(_incoming))
            if (File.GetLastWriteTimeUtc(file) < stale) File.Delete(file);
    }

    public long? FreeBytes => new DriveInfo(_root).AvailableFreeSpace;

    public async Task<StoredBlob> PutAsync(Stream content, CancellationToken cancellationToken)
    {
        var partial = Path.Combine(_incoming, Guid.CreateVersion7().ToString("N"));
        try
        {
            var (sha256, bytes) = await WriteAsync(content, partial, cancellationToken);
            return Keep(partial, sha256, bytes);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    public Task<StoredBlob> TakeAsync(string file, string sha256, CancellationToken cancellationToken)
    {
        var blob = File.Exists(file) ? Keep(file, sha256, Flushed(file)) : new StoredBlob(sha256, new FileInfo(PathOf(sha256)).Length, false);
        File.Delete(file);
        return Task.FromResult(blob);
    }

    public Stream OpenRead(string sha256) =>
        new FileStream(PathOf(sha256), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferBytes, FileOptions.Asynchronous);

    public bool Exists(string sha256) => File.Exists(PathOf(sha256));

    public long LengthOf(string sha256) => new FileInfo(PathOf(sha256)) is { Exists: true } file ? file.Length : 0;

    public Task DeleteAsync(string sha256, CancellationToken cancellationToken)
    {
        var path = PathOf(sha256);
        if (File.Exists(path)) File.Delete(path);
        return Task.CompletedTask;
    }

    public string? LocalPath(string sha256) => PathOf(sha256) is var path && File.Exists(path) ? path : null;

    private static long Flushed(string file)
    {
        using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.FlushToDisk(handle);
        return RandomAccess.GetLength(handle);
    }

    private StoredBlob Keep(string file, string sha256, long bytes)
    {
        var final = PathOf(sha256);
        if (File.Exists(final) && new FileInfo(final).Length == bytes) return new StoredBlob(sha256, bytes, false);
        Directory.CreateDirectory(Path.GetDirectoryName(final)!);
        File.Move(file, final, overwrite: true);
        return new StoredBlob(sha256, bytes, true);
    }

    private static async Task<(string Sha256, long Bytes)> WriteAsync(Stream content, string path, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous);
            var total = 0L;
            int read;
            while ((read = await content.ReadAsync(buffer.AsMemory(0, BufferBytes), cancellationToken)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                total += read;
            }
            file.Flush(flushToDisk: true);
            return (Convert.ToHexStringLower(hash.GetHashAndReset()), total);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private string PathOf(string sha256)
    {
        if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower))
            throw new ArgumentException($"'{sha256}' is not 64 lower-case hexadecimal digits.", nameof(sha256));
        return Path.Combine(_root, sha256[..2], sha256[2..4], sha256);
    }
}
