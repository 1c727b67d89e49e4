namespace ThermalPortal.Data.Datasets.Export.Archives;

/// <summary>What became of asking for an archive.</summary>
/// <param name="Id">The archive, to be handed to a worker; null: refused.</param>
/// <param name="Refusal">Why it was refused, for people; null: it was not.</param>
public sealed record ExportAnswer(Guid? Id, string? Refusal);
