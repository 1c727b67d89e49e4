using System.Globalization;

namespace ThermalPortal.Data.Files;

/// <summary>Room on the portal's disk: asked before large things come, so that the disk is never filled to the brim.</summary>
public static class DiskSpace
{
    /// <summary>Bytes that stay free for the database and everybody else: 1 GiB.</summary>
    public const long Reserve = 1L << 30;

    private const int LinuxFull = 28, WindowsFull = unchecked((int)0x80070070);

    /// <summary>Null: there is room; else what is wrong and what to do, for people.</summary>
    /// <param name="store">Where the bytes go.</param>
    /// <param name="bytes">How many come.</param>
    public static string? Refusal(this IFileStore store, long bytes) => store.FreeBytes is { } free && bytes > free - Reserve ? Sentence(bytes, free) : null;

    /// <summary>What to say when <paramref name="bytes"/> do not fit into <paramref name="free"/>.</summary>
    public static string Sentence(long bytes, long free) =>
        $"This needs {Words(bytes)}, but the portal's disk has only {Words(Math.Max(0, free - Reserve))} to spare. Free some space, or move Portal:DataFolder to a larger disk.";

    /// <summary>The system said that the disk is full.</summary>
    public static bool IsFull(IOException problem) => problem.HResult is LinuxFull or WindowsFull;

    /// <summary>A size for people, such as <c>4.2 GB</c> (powers of ten).</summary>
    public static string Words(long bytes) => bytes switch
    {
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.#} KB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.#} MB"),
        < 1_000_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.#} GB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e12:0.#} TB"),
    };
}
