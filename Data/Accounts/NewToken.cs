namespace ThermalPortal.Data.Accounts;

/// <summary>A token just made; <see cref="Text"/> is not stored and cannot be shown again.</summary>
public sealed record NewToken(Guid Id, string Text);
