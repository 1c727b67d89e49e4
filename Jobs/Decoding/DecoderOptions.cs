namespace ThermalPortal.Jobs.Decoding;

/// <summary>Bounds of the decoder process (section <c>Portal:Decoder</c>).</summary>
internal sealed record DecoderOptions
{
    public const string Section = "Portal:Decoder";

    /// <summary>Resident memory at which the decoder is killed, MiB.</summary>
    public int MemoryMiB { get; init; } = 480;

    /// <summary>Time one picture may take.</summary>
    public TimeSpan PictureLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time one archive may take to unpack; large ones have longer, see <see cref="ArchiveLimitFor"/>.</summary>
    public TimeSpan ArchiveLimit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A decoder that had nothing to do for so long is ended; the next file starts another.</summary>
    public TimeSpan IdleLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The limit for an archive of that many bytes: as if the slowest disk gave 20 MB a second.</summary>
    public TimeSpan ArchiveLimitFor(long bytes) => ArchiveLimit + TimeSpan.FromSeconds(bytes / 20e6);

    /// <summary>Everything wrong with these options, with full keys.</summary>
    public IEnumerable<string> Errors()
    {
        if (MemoryMiB is < 256 or > 8192) yield return $"{Section}:MemoryMiB is {MemoryMiB}; 256 to 8192 is possible.";
        if (PictureLimit <= TimeSpan.Zero) yield return $"{Section}:PictureLimit is {PictureLimit}; it must be more than 0.";
        if (ArchiveLimit <= TimeSpan.Zero) yield return $"{Section}:ArchiveLimit is {ArchiveLimit}; it must be more than 0.";
    }

    /// <summary>Variables of the child: a bounded managed heap, one decoding thread, few native arenas.</summary>
    public IReadOnlyDictionary<string, string?> ToEnvironment() => new Dictionary<string, string?>
    {
        ["DOTNET_gcServer"] = "0",
        ["DOTNET_gcConcurrent"] = "0",
        ["DOTNET_GCHeapHardLimit"] = $"0x{(long)MemoryMiB * 1024 * 1024 * 3 / 4:X}",
        ["VIPS_CONCURRENCY"] = "1",
        ["VIPS_MAX_COORD"] = "32768",
        ["MALLOC_ARENA_MAX"] = "2",
        ["OMP_NUM_THREADS"] = "1",
        // The database's address and secrets are no business of a process that reads files of strangers.
        ["ConnectionStrings__Portal"] = null,
        ["Portal__Admin__Password"] = null,
        ["Portal__Admin__ApiToken"] = null,
    };
}
