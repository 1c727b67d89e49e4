namespace ThermalPortal.Data.Accounts;

/// <summary>A bearer token of a user for one team. Only the SHA-256 of its text is kept; the text is shown once.</summary>
public sealed class ApiToken : ITeamOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid TeamId { get; set; }

    public Guid UserId { get; init; }

    public required string Name { get; set; }

    /// <summary>SHA-256 of the token's UTF-8 text, 64 lower-case hexadecimal digits.</summary>
    public required string Hash { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Last use, precise to a minute.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}
