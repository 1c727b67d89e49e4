namespace ThermalPortal.Data.Accounts;

/// <summary>The owner of all data: every picture, run and model belongs to exactly one team (shipped models to none).</summary>
public sealed class Team
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Name { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
}
