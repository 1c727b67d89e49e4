namespace ThermalPortal.Jobs.Decoding;

/// <summary>Bounds of an archive.</summary>
internal sealed record ArchiveLimits
{
    /// <summary>Most entries.</summary>
    public int Entries { get; init; } = 200_000;

    /// <summary>Largest entry, bytes as unpacked.</summary>
    public long EntryBytes { get; init; } = 64L << 20;

    /// <summary>Most bytes of one archive as unpacked; the disk may set a closer bound.</summary>
    public long TotalBytes { get; init; } = 1L << 40;

    /// <summary>Largest ratio of unpacked to packed bytes.</summary>
    public int Ratio { get; init; } = 100;

    /// <summary>The ratio counts from so many unpacked bytes.</summary>
    public long RatioFrom { get; init; } = 1L << 20;
}
