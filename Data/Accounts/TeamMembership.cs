namespace ThermalPortal.Data.Accounts;

/// <summary>A team a user belongs to.</summary>
public sealed record TeamMembership(Guid TeamId, string TeamName, TeamRole Role);
