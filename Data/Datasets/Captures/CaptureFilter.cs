using ThermalPortal.Data.Datasets.Alignments;
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

    /// <summary>Pairs only: those with this said of how their pictures lie on each other.</summary>
    public AlignmentState? Alignment { get; init; }

    internal IQueryable<CapturePair> Of(IQueryable<CapturePair> pairs)
    {
        if (Fault is { } fault) pairs = pairs.Where(p => ((p.Thermal!.Faults | p.Visible!.Faults) & fault) != 0);
        if (Review is { } review) pairs = pairs.Where(p => p.Review == review);
        return Alignment switch
        {
            null => pairs,
            AlignmentState.None => pairs.Where(p => p.Alignment!.Matrix == null),
            AlignmentState.Aligned => pairs.Where(p => p.Alignment!.Matrix != null),
            _ => pairs.Where(p => p.Alignment!.Misfit != null),
        };
    }

    internal IQueryable<Capture> Of(IQueryable<Capture> captures) => Fault is { } fault ? captures.Where(c => (c.Faults & fault) != 0) : captures;
}
