namespace ThermalPortal.Data.Datasets.Import;

/// <summary>One line of a table by column name.</summary>
/// <param name="Number">Line in the file, from 1.</param>
/// <param name="Cells">Its cells; null when it cannot be read.</param>
/// <param name="Error">Why not.</param>
internal sealed record TableLine(int Number, Dictionary<string, string>? Cells, string? Error);
