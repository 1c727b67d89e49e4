namespace ThermalPortal.Web.Api;

/// <summary>A file went past its limit while it was read; what came before is discarded.</summary>
public sealed class FileTooLargeException(long limitBytes) : IOException($"The file is larger than {limitBytes / (1 << 20)} MiB.")
{
    /// <summary>The limit, bytes.</summary>
    public long LimitBytes { get; } = limitBytes;
}
