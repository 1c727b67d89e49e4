using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Pairing;
using ThermalPortal.Data.Datasets.Review;

namespace ThermalPortal.Data.Datasets.Captures;

/// <summary>Captures and pairs of a dataset: looked through by tray, put together and taken apart by hand.</summary>
public sealed class CaptureQueries(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    private const int MostFetched = 5_000;

    /// <summary>Pairs with their captures and people, in the order of the filter.</summary>
    public async Task<Page<CapturePair>> PairsAsync(TeamScope scope, Guid datasetId, CaptureFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var rows = filter.Of(db.CapturePairs.AsNoTracking().Where(p => p.DatasetId == datasetId));
        // First which, from an index alone however far down the list, then what is known of those.
        var (ids, total) = await PageOfAsync(filter, filter.Sorted(rows).Select(p => p.Id), page, cancellationToken);
        var items = await db.CapturePairs.AsNoTracking().Where(p => ids.Contains(p.Id)).Include(p => p.Thermal!.Subject).Include(p => p.Thermal!.SceneEdit).Include(p => p.Visible!.Subject).Include(p => p.Alignment).Include(p => p.Assignee).ToListAsync(cancellationToken);
        return new Page<CapturePair>([.. items.OrderBy(p => ids.IndexOf(p.Id))], total);
    }

    /// <summary>A pair with everything about it, and its neighbours in the order and by the filter of <see cref="PairsAsync"/>; null: no such pair in this team.</summary>
    public async Task<PairView?> FindPairAsync(TeamScope scope, Guid pairId, CaptureFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var pairs = db.CapturePairs.AsNoTracking();
        if (await pairs.Include(p => p.Alignment).Include(p => p.Assignee).Include(p => p.Thermal!.Subject).Include(p => p.Visible!.Subject).Include(p => p.Thermal!.Item).Include(p => p.Thermal!.SceneEdit).SingleOrDefaultAsync(p => p.Id == pairId && db.Datasets.Any(d => d.Id == p.DatasetId), cancellationToken) is not { } pair)
            return null;
        var others = filter.Of(pairs.Where(p => p.DatasetId == pair.DatasetId));
        var reviewer = await db.Users.Where(u => u.Id == pair.ReviewerId).Select(u => u.DisplayName).SingleOrDefaultAsync(cancellationToken);
        return new PairView(pair, reviewer, await FirstAsync(filter.Before(others, pair)), await FirstAsync(filter.After(others, pair)));

        Task<Guid?> FirstAsync(IQueryable<CapturePair> sorted) => sorted.Select(p => (Guid?)p.Id).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Captures of one tray by path; ambiguous ones that claim each other stand together.</summary>
    public async Task<Page<Capture>> TrayAsync(TeamScope scope, Guid datasetId, Tray tray, CaptureFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var rows = filter.Of(db.Captures.AsNoTracking().Where(c => c.DatasetId == datasetId && c.Tray == tray));
        var (ids, total) = await PageOfAsync(filter, rows.OrderBy(c => c.GroupId).ThenBy(c => c.Path).ThenBy(c => c.Id).Select(c => c.Id), page, cancellationToken);
        var items = await db.Captures.AsNoTracking().Where(c => ids.Contains(c.Id)).Include(c => c.Subject).ToListAsync(cancellationToken);
        return new Page<Capture>([.. items.OrderBy(c => ids.IndexOf(c.Id))], total);
    }

    /// <summary>
    /// Makes a pair of two captures that have no partner, whatever tray they lie in. A capture without a modality takes the missing one. False: one of them is not there, or has a
    /// partner already, or both show the same modality, or two different people.
    /// </summary>
    public async Task<bool> PairAsync(TeamScope scope, Guid captureId, Guid partnerId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var both = await db.Captures.FromSql($"SELECT * FROM captures WHERE id IN ({captureId}, {partnerId}) ORDER BY id FOR UPDATE").ToListAsync(cancellationToken);
        if (both is not [var one, var other] || one.DatasetId != other.DatasetId || both.Any(c => c.Tray == Tray.Paired) || (one.SubjectId ?? other.SubjectId) != (other.SubjectId ?? one.SubjectId)) return false;
        if (!await db.Datasets.AnyAsync(d => d.Id == one.DatasetId, cancellationToken)) return false;
        if (both.OrderBy(c => c.Modality).ToArray() is not { } sorted || !Complete(sorted)) return false;
        var (thermal, visible) = one.Modality == Modality.Thermal ? (one, other) : (other, one);
        foreach (var capture in both)
            (capture.Tray, capture.TrayReason, capture.GroupId) = (Tray.Paired, null, null);
        db.CapturePairs.Add(CapturePair.Of(thermal, visible, PairRule.Manual, aligned: false, time.GetUtcNow()));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Takes a pair apart; both captures go to the unpaired tray, and no later import puts them together again. False: no such pair, or it is accepted.</summary>
    public async Task<bool> UnpairAsync(TeamScope scope, Guid pairId, CancellationToken cancellationToken) => await TakeApartAsync(scope, pairId, cancellationToken) is not null;

    /// <summary>As <see cref="UnpairAsync"/>; answers what <see cref="PutTogetherAsync"/> needs to undo it. Null: no such pair, or it is accepted.</summary>
    public async Task<PartedPair?> TakeApartAsync(TeamScope scope, Guid pairId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.CapturePairs.FromSql($"SELECT * FROM capture_pairs WHERE id = {pairId} FOR UPDATE").AsNoTracking().SingleOrDefaultAsync(p => db.Datasets.Any(d => d.Id == p.DatasetId), cancellationToken) is not { Review: not ReviewState.Accepted } pair) return null;
        var parted = new PartedPair(pair, await db.PairAlignments.AsNoTracking().Where(a => a.PairId == pairId).ToListAsync(cancellationToken), await db.AttributeSuggestions.AsNoTracking().Where(s => s.PairId == pairId).ToListAsync(cancellationToken));
        await db.CapturePairs.Where(p => p.Id == pairId).ExecuteDeleteAsync(cancellationToken);
        await db.Captures.Where(c => c.Id == pair.ThermalId || c.Id == pair.VisibleId).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.Tray, Tray.Unpaired).SetProperty(c => c.TrayReason, "Taken apart by hand."), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return parted;
    }

    /// <summary>Puts a pair together again as it was: its labels, review, alignments and suggestions come back. False: one of its captures has another partner by now, or is gone.</summary>
    public async Task<bool> PutTogetherAsync(TeamScope scope, PartedPair parted, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (thermal, visible, alignment) = (parted.Pair.ThermalId, parted.Pair.VisibleId, parted.Pair.AlignmentId);
        var both = await db.Captures.FromSql($"SELECT * FROM captures WHERE id IN ({thermal}, {visible}) ORDER BY id FOR UPDATE").ToListAsync(cancellationToken);
        if (both.Count < 2 || both.Any(c => c.Tray == Tray.Paired || c.DatasetId != parted.Pair.DatasetId) || !await db.Datasets.AnyAsync(d => d.Id == parted.Pair.DatasetId, cancellationToken)) return false;
        foreach (var capture in both)
            (capture.Tray, capture.TrayReason, capture.GroupId) = (Tray.Paired, null, null);
        await db.SaveChangesAsync(cancellationToken);
        parted.Pair.AlignmentId = null; // it comes after its alignments, which come after it
        await db.CopyAsync([parted.Pair], cancellationToken);
        await db.CopyAsync(parted.Alignments, cancellationToken); // in one statement: each row may name any other
        await db.CopyAsync([.. parted.Suggestions], cancellationToken);
        await db.CapturePairs.Where(p => p.Id == parted.Pair.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.AlignmentId, alignment), cancellationToken);
        parted.Pair.AlignmentId = alignment;
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Ids of a page, and how many there are in all. Words are looked for in every path, so few finds are counted by fetching them: once through the list in place of twice.</summary>
    private static async Task<(List<Guid> Ids, int Total)> PageOfAsync(CaptureFilter filter, IQueryable<Guid> sorted, PageRequest page, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(filter.Text) && await sorted.Take(MostFetched + 1).ToListAsync(cancellationToken) is { Count: <= MostFetched } all) return ([.. page.Of(all.AsQueryable())], all.Count);
        var total = await sorted.CountAsync(cancellationToken);
        return (await page.Of(sorted).ToListAsync(cancellationToken), total);
    }

    /// <summary>Gives an unknown modality the one that is missing, its views to be made anew; false when both are the same or both unknown.</summary>
    private static bool Complete(Capture[] sorted)
    {
        if (sorted[0].Modality == Modality.Unknown && sorted[1].Modality != Modality.Unknown)
            (sorted[0].Modality, sorted[0].ViewedAt, sorted[0].MeasuredAt) = (sorted[1].Modality == Modality.Thermal ? Modality.Visible : Modality.Thermal, null, null);
        return sorted[0].Modality != sorted[1].Modality;
    }
}
