namespace ThermalPortal.Data.Files;

/// <summary>
/// Bytes lie in the store and are named by rows: two places. Who names some holds their lock together with others; who frees some holds it alone, from the proof that no row names them until they are gone.
/// Who names them after that finds out by <see cref="RequireKept"/>.
/// </summary>
internal static class BlobLock
{
    /// <summary>Locks one transaction may hold: the server keeps a table of limited length for all of them.</summary>
    public const int MostAtOnce = 200;

    /// <summary>Text whose <c>hashtextextended(…, 0)</c> is the key of the advisory lock.</summary>
    public static string Key(string sha256) => "blob:" + sha256;

    /// <summary>Called once a row names the bytes.</summary>
    /// <exception cref="IOException">They were freed at the same moment.</exception>
    public static void RequireKept(this IFileStore store, string sha256)
    {
        if (!store.Exists(sha256)) throw new IOException($"The bytes {sha256} were removed from the trash while they came in again. Send them once more.");
    }
}
