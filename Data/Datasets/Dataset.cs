namespace ThermalPortal.Data.Datasets;

/// <summary>A team's collection of thermal and visible captures of known people.</summary>
public sealed class Dataset : ITeamOwned
{
    public const int NameLength = 120;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid TeamId { get; set; }

    public Guid UserId { get; init; }

    /// <summary>Unique in the team.</summary>
    public required string Name { get; set; }

    public ConsentBasis Consent { get; set; }

    /// <summary>Licence, source, purpose, limits of use, in the words of the person who brought the data.</summary>
    public string Terms { get; set; } = "";

    public DateTimeOffset CreatedAt { get; init; }
}
