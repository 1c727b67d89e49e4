namespace ThermalPortal.Data.Files;

/// <summary>Bytes whose last file was removed in the same transaction: to be taken off the disk, once it is sure that nobody names them.</summary>
internal sealed class FreedBlob
{
    /// <summary>64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    public DateTimeOffset NotedAt { get; init; }
}
