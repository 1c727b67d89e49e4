using ThermalPortal.Data.Datasets.Quality;

namespace ThermalPortal.Data.Datasets.Captures;

/// <summary>Which pairs or captures are looked at; nothing set: all.</summary>
public sealed record CaptureFilter
{
    /// <summary>With any of these faults; of a pair, in either picture.</summary>
    public QualityFaults? Fault { get; init; }

    internal IQueryable<CapturePair> Of(IQueryable<CapturePair> pairs) => Fault is { } fault ? pairs.Where(p => ((p.Thermal!.Faults | p.Visible!.Faults) & fault) != 0) : pairs;

    internal IQueryable<Capture> Of(IQueryable<Capture> captures) => Fault is { } fault ? captures.Where(c => (c.Faults & fault) != 0) : captures;
}
