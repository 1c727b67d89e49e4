using ThermalPortal.Data.Datasets.Captures;

namespace ThermalPortal.Data.Datasets.Review;

/// <summary>Pairs of a dataset that something is done with at once: all that a filter shows, or those with any of these ids, of the pair or of one of its captures.</summary>
/// <param name="Ids">Null: all of the filter.</param>
/// <param name="Filter">Which ones; null: any.</param>
public sealed record PairSelection(IReadOnlyCollection<Guid>? Ids, CaptureFilter? Filter = null)
{
    internal IQueryable<CapturePair> Of(IQueryable<CapturePair> pairs)
    {
        if (Filter is not null) pairs = Filter.Of(pairs);
        return Ids is { } ids ? pairs.Where(p => ids.Contains(p.Id) || ids.Contains(p.ThermalId) || ids.Contains(p.VisibleId)) : pairs;
    }
}
