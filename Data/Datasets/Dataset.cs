namespace ThermalPortal.Data.Datasets;

/// <summary>A team's collection of thermal and visible captures of known people.</summary>
public sealed class Dataset : ITeamOwned
{
    public const int NameLength = 120;

    internal const string TrashFilter = "trash";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid TeamId { get; set; }

    public Guid UserId { get; init; }

    /// <summary>Unique in the team.</summary>
    public required string Name { get; set; }

    public ConsentBasis Consent { get; set; }

    /// <summary>Licence, source, purpose, limits of use, in the words of the person who brought the data.</summary>
    public string Terms { get; set; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was put into the trash; null: it is in use.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    public Guid? DeletedBy { get; set; }

    /// <summary>When somebody said not to wait for the end of its days in the trash; null: it waits.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Its frozen versions go with it; else they stay, with the files they name.</summary>
    public bool EndsVersions { get; set; }

    /// <summary>When everything but its frozen versions was removed; null: it is whole.</summary>
    public DateTimeOffset? EmptiedAt { get; set; }
}
