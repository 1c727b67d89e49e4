namespace ThermalPortal.Data.Accounts;

/// <summary>A user as a member of a team.</summary>
public sealed record TeamMember(Guid UserId, string DisplayName, string? Email, TeamRole Role);
