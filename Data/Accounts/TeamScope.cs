namespace ThermalPortal.Data.Accounts;

/// <summary>
/// Who asks, and for which team. Every query of this assembly takes one and can see only rows of <paramref name="TeamId"/>:
/// the caller proves membership once (sign-in, bearer token, run lease), the queries cannot be asked for anything else.
/// </summary>
/// <param name="TeamId">The team whose rows are visible.</param>
/// <param name="UserId">The user who acts; written into new rows.</param>
public readonly record struct TeamScope(Guid TeamId, Guid UserId);
