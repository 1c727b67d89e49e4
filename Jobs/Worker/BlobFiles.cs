using ThermalPortal.Data.Files;

namespace ThermalPortal.Jobs.Worker;

/// <summary>Blobs as files on this machine, wherever they are kept.</summary>
internal sealed class BlobFiles(IFileStore store)
{
    /// <summary>Path of the blob; copied into <paramref name="folder"/> where the store is not a local folder.</summary>
    public async Task<string> LocalAsync(string sha256, TemporaryFolder folder, CancellationToken cancellationToken)
    {
        if (store.LocalPath(sha256) is { } path) return path;
        string copy = folder.File($"{sha256}.bin");
        await using var source = store.OpenRead(sha256);
        await using var target = File.Create(copy);
        await source.CopyToAsync(target, cancellationToken);
        return copy;
    }
}
