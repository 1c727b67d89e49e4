namespace ThermalPortal.Data.Datasets.Import;

/// <summary>A manifest as far as it could be read.</summary>
/// <param name="Rows">Rows without an error.</param>
/// <param name="Errors">What is wrong, with the line and what to do; empty = all is well.</param>
public sealed record ManifestResult(IReadOnlyList<ManifestRow> Rows, IReadOnlyList<string> Errors);
