namespace ThermalPortal.Data.Files;

/// <summary>A team's claim on a blob of the file store; unique by (TeamId, Sha256), so the same bytes are one row a team.</summary>
public sealed class StoredFile : ITeamOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid TeamId { get; set; }

    /// <summary>64 lower-case hexadecimal digits; the blob's name in <see cref="IFileStore"/>.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Size in bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>Media type as found in the content, or as told by the uploader until the content was read.</summary>
    public required string MediaType { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
}
