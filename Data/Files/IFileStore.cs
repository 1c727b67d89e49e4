namespace ThermalPortal.Data.Files;

/// <summary>Bytes by content hash: a folder today, S3-compatible stores beside it. Knows nothing of teams; rows own blobs.</summary>
public interface IFileStore
{
    /// <summary>Reads <paramref name="content"/> to its end and keeps it under its SHA-256. Cancelled or failed: nothing is kept.</summary>
    Task<StoredBlob> PutAsync(Stream content, CancellationToken cancellationToken);

    /// <summary>Bytes that the store has room for; null: it does not say.</summary>
    long? FreeBytes { get; }

    /// <summary>Keeps a file of this machine under its SHA-256, known to be right, once it is on the disk; the file itself is gone afterwards. Gone before, with the blob here: the same answer.</summary>
    Task<StoredBlob> TakeAsync(string file, string sha256, CancellationToken cancellationToken);

    /// <summary>Opens a blob for reading. Throws <see cref="FileNotFoundException"/> when it is missing.</summary>
    Stream OpenRead(string sha256);

    bool Exists(string sha256);

    /// <summary>Size of a blob, bytes; 0 when it is missing.</summary>
    long LengthOf(string sha256);

    /// <summary>Removes a blob; a missing one is no error. The caller has proved that no row names it.</summary>
    Task DeleteAsync(string sha256, CancellationToken cancellationToken);

    /// <summary>Path of the blob on this machine, or null when the store is not a local folder.</summary>
    string? LocalPath(string sha256);
}
