namespace ThermalPortal.Data.Datasets;

/// <summary>A dataset in figures.</summary>
public sealed record DatasetSummary(
    Guid Id, string Name, ConsentBasis Consent, string Terms, DateTimeOffset CreatedAt, int Captures, int Subjects, int Pairs, int Unpaired, int Ambiguous, int Excluded);
