namespace ThermalPortal.Data.Accounts;

/// <summary>Whom a valid bearer token speaks for.</summary>
public sealed record TokenOwner(Guid TokenId, TeamScope Scope, TeamRole Role);
