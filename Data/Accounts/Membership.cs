namespace ThermalPortal.Data.Accounts;

/// <summary>A user's role in a team; key (TeamId, UserId).</summary>
public sealed class Membership : ITeamOwned
{
    public Guid TeamId { get; set; }

    public Guid UserId { get; init; }

    public TeamRole Role { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
}
