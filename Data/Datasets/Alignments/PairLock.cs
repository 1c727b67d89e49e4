using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Review;

namespace ThermalPortal.Data.Datasets.Alignments;

/// <summary>A pair about to get another alignment: nobody freezes, reviews or aligns its dataset until the transaction ends.</summary>
internal static class PairLock
{
    /// <summary>The pair with captures and alignment, and whether it may be changed by somebody who saw <paramref name="seen"/>.</summary>
    public static async Task<(CapturePair? Pair, AlignmentOutcome Outcome)> LockPairAsync(this PortalDbContext db, Guid pairId, Guid? seen, CancellationToken cancellationToken)
    {
        if (await db.CapturePairs.Where(p => p.Id == pairId).Select(p => (Guid?)p.DatasetId).SingleOrDefaultAsync(cancellationToken) is not { } dataset) return (null, AlignmentOutcome.NotThere);
        await db.LockDatasetAsync(dataset, cancellationToken);
        var pair = await db.CapturePairs.Include(p => p.Alignment).Include(p => p.Thermal).Include(p => p.Visible).SingleOrDefaultAsync(p => p.Id == pairId, cancellationToken);
        return (pair, pair switch
        {
            null => AlignmentOutcome.NotThere,
            { Review: ReviewState.Accepted } => AlignmentOutcome.Accepted,
            _ when pair.AlignmentId != seen => AlignmentOutcome.ChangedMeanwhile,
            _ => AlignmentOutcome.Done,
        });
    }
}
