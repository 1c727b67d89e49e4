using ThermalPortal.Data.Datasets.Quality;
using ThermalPortal.Data.Datasets.Review;

namespace ThermalPortal.Data.Datasets.Captures;

/// <summary>Which pairs or captures are looked at; nothing set: all.</summary>
public sealed record CaptureFilter
{
    /// <summary>With any of these faults; of a pair, in either picture.</summary>
    public QualityFaults? Fault { get; init; }

    /// <summary>Pairs only: of which a reviewer said this.</summary>
    public ReviewState? Review { get; init; }

    internal IQueryable<CapturePair> Of(IQueryable<CapturePair> pairs)
    {
        if (Fault is { } fault) pairs = pairs.Where(p => ((p.Thermal!.Faults | p.Visible!.Faults) & fault) != 0);
        return Review is { } review ? pairs.Where(p => p.Review == review) : pairs;
    }

    internal IQueryable<Capture> Of(IQueryable<Capture> captures) => Fault is { } fault ? captures.Where(c => (c.Faults & fault) != 0) : captures;
}
