namespace ThermalPortal.Data.Datasets.Suggestions;

/// <summary>What a model makes of one attribute of a pair.</summary>
/// <param name="Name">Attribute.</param>
/// <param name="Value">Most probable value; null: it is not sure, or there is no face.</param>
/// <param name="Confidence">Calibrated probability of the most probable value, 0..1.</param>
public sealed record SuggestedValue(string Name, string? Value, float Confidence);
