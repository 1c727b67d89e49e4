using System.Text.Json.Serialization;

namespace ThermalPortal.Data.Datasets.Incoming;

/// <summary>A file on its way in, in as many pieces as the network allows. Lies beside its bytes as JSON, so it outlives the portal.</summary>
public sealed record IncomingFile
{
    public required Guid Id { get; init; }

    public required Guid UploadId { get; init; }

    /// <summary>File name or relative path as the sender gave it; display only.</summary>
    public required string Name { get; init; }

    public required string MediaType { get; init; }

    /// <summary>All the sender said about it, word for word: the protocol wants it told back.</summary>
    public string? Metadata { get; init; }

    /// <summary>Bytes of the whole file.</summary>
    public required long Length { get; init; }

    /// <summary>SHA-256 the sender promised, 64 lower-case hexadecimal digits; null: none.</summary>
    public string? Promised { get; init; }

    /// <summary>SHA-256 of all bytes; known as soon as they are here, and kept before they are moved.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The <see cref="ImageItem"/> it became; null: not yet.</summary>
    public Guid? ItemId { get; init; }

    /// <summary>Bytes that are here.</summary>
    [JsonIgnore]
    public long Offset { get; init; }

    /// <summary>When it is given up if nothing more comes.</summary>
    [JsonIgnore]
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>All bytes are here.</summary>
    [JsonIgnore]
    public bool IsWhole => Offset == Length;
}
