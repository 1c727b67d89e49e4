namespace ThermalPortal.Data.Datasets.Suggestions;

/// <summary>Which model suggests.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Sha256">SHA-256 of the model, 64 lower-case hexadecimal digits.</param>
public sealed record SuggestionModel(string Name, string Version, string Sha256);
