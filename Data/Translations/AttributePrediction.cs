namespace ThermalPortal.Data.Translations;

/// <summary>One attribute of one face.</summary>
public sealed class AttributePrediction : ITeamOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid TeamId { get; set; }

    public Guid InputId { get; init; }

    /// <summary>Which face of the picture, from 0.</summary>
    public int FaceIndex { get; init; }

    /// <summary>Name in the model's attribute schema, such as <c>glasses</c>.</summary>
    public required string Name { get; init; }

    public required string Value { get; init; }

    /// <summary>Calibrated probability of <see cref="Value"/>, 0..1.</summary>
    public double Confidence { get; init; }

    public AttributeSource Source { get; init; }

    /// <summary>Value to probability, a JSON object.</summary>
    public string ProbabilitiesJson { get; init; } = "{}";
}
