namespace ThermalPortal.Web.Api;

/// <summary>A file went past its limit while it was read; what came before is discarded.</summary>
public sealed class FileTooLargeException(long limitBytes) : IOException($"The file is larger than {Words(limitBytes)}, the most this portal takes.")
{
    /// <summary>The limit, bytes.</summary>
    public long LimitBytes { get; } = limitBytes;

    private static string Words(long bytes) => bytes >= 1L << 30 ? $"{bytes >> 30} GiB" : bytes >= 1 << 20 ? $"{bytes >> 20} MiB" : $"{bytes >> 10} KiB";
}
