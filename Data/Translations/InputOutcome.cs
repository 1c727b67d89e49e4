namespace ThermalPortal.Data.Translations;

/// <summary>What came out of one picture. File ids are of the run's team: add the bytes first with the lease's scope.</summary>
public sealed record InputOutcome
{
    public Guid? ThermalPreviewFileId { get; init; }

    public required IReadOnlyList<ResultOutcome> Results { get; init; }

    public required IReadOnlyList<AttributeDetail> Attributes { get; init; }
}
