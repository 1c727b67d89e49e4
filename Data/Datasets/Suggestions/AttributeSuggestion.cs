using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Data.Datasets.Suggestions;

/// <summary>What a model's classifier makes of one attribute of a pair. No label: nothing counts, exports, freezes or trains on it before a person says yes.</summary>
public sealed class AttributeSuggestion : ITeamOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid TeamId { get; set; }

    public Guid PairId { get; init; }

    /// <summary>Attribute, such as <c>glasses</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Most probable value; null: the model was not sure, or found no face.</summary>
    public string? Value { get; init; }

    /// <summary>Calibrated probability of the most probable value, 0..1.</summary>
    public float Confidence { get; init; }

    public required string ModelName { get; init; }

    public required string ModelVersion { get; init; }

    /// <summary>SHA-256 of the model, 64 lower-case hexadecimal digits: it is never asked the same twice.</summary>
    public required string ModelSha256 { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who said no.</summary>
    public Guid? RefusedBy { get; set; }

    /// <summary>When; null: nobody has.</summary>
    public DateTimeOffset? RefusedAt { get; set; }
}
