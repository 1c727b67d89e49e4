namespace ThermalPortal.Data.Datasets;

/// <summary>A file and the verdict about it.</summary>
/// <param name="ItemId">The <see cref="ImageItem"/>.</param>
/// <param name="Verdict">What reading it showed.</param>
public sealed record JudgedFile(Guid ItemId, FileVerdict Verdict)
{
    /// <summary>The photo that was inside it; null: none.</summary>
    public EmbeddedPhoto? Photo { get; init; }
}
