namespace ThermalPortal.Data.Datasets.Captures;

/// <summary>A person of a dataset in figures.</summary>
public sealed record SubjectSummary(Guid Id, string Key, int Captures, int Pairs);

/// <summary>That a capture shows another person than before.</summary>
/// <param name="CaptureId">The capture.</param>
/// <param name="Before">Whom it showed; null: nobody had said.</param>
/// <param name="After">Whom it shows now.</param>
public sealed record SubjectChange(Guid CaptureId, Guid? Before, Guid After);
