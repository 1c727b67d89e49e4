namespace ThermalPortal.Data.Datasets;

/// <summary>One file of an archive, on its way to a row of its own.</summary>
/// <param name="Name">Path inside the archive, for display only.</param>
/// <param name="FileId">Its bytes, stored before; null when it was refused unread.</param>
/// <param name="Verdict">Why it was refused; null: it waits for its verdict.</param>
public sealed record ArchiveEntry(string Name, Guid? FileId, FileVerdict? Verdict);
