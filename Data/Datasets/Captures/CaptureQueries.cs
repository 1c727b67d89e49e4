using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Pairing;
using ThermalPortal.Data.Datasets.Review;

namespace ThermalPortal.Data.Datasets.Captures;

/// <summary>Captures and pairs of a dataset: looked through by tray, put together and taken apart by hand.</summary>
public sealed class CaptureQueries(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    /// <summary>Pairs with their captures and people, by path of the thermal one.</summary>
    public async Task<Page<CapturePair>> PairsAsync(TeamScope scope, Guid datasetId, CaptureFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var rows = filter.Of(db.CapturePairs.AsNoTracking().Where(p => p.DatasetId == datasetId));
        var total = await rows.CountAsync(cancellationToken);
        var items = page.Of(rows.OrderBy(p => p.Thermal!.Path).ThenBy(p => p.Id)).Include(p => p.Thermal!.Subject).Include(p => p.Visible!.Subject).Include(p => p.Alignment);
        return new Page<CapturePair>(await items.ToListAsync(cancellationToken), total);
    }

    /// <summary>A pair with everything about it, and its neighbours in the order and by the filter of <see cref="PairsAsync"/>; null: no such pair in this team.</summary>
    public async Task<PairView?> FindPairAsync(TeamScope scope, Guid pairId, CaptureFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var pairs = db.CapturePairs.AsNoTracking();
        if (await pairs.Include(p => p.Alignment).Include(p => p.Thermal!.Subject).Include(p => p.Visible!.Subject).Include(p => p.Thermal!.Item).SingleOrDefaultAsync(p => p.Id == pairId, cancellationToken) is not { } pair)
            return null;
        var (path, others) = (pair.Thermal!.Path, filter.Of(pairs.Where(p => p.DatasetId == pair.DatasetId)));
        var before = others.Where(p => string.Compare(p.Thermal!.Path, path) < 0 || (p.Thermal.Path == path && p.Id < pairId)).OrderByDescending(p => p.Thermal!.Path).ThenByDescending(p => p.Id);
        var after = others.Where(p => string.Compare(p.Thermal!.Path, path) > 0 || (p.Thermal.Path == path && p.Id > pairId)).OrderBy(p => p.Thermal!.Path).ThenBy(p => p.Id);
        var reviewer = await db.Users.Where(u => u.Id == pair.ReviewerId).Select(u => u.DisplayName).SingleOrDefaultAsync(cancellationToken);
        return new PairView(pair, reviewer, await before.Select(p => (Guid?)p.Id).FirstOrDefaultAsync(cancellationToken), await after.Select(p => (Guid?)p.Id).FirstOrDefaultAsync(cancellationToken));
    }

    /// <summary>Captures of one tray by path; ambiguous ones that claim each other stand together.</summary>
    public async Task<Page<Capture>> TrayAsync(TeamScope scope, Guid datasetId, Tray tray, CaptureFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var rows = filter.Of(db.Captures.AsNoTracking().Where(c => c.DatasetId == datasetId && c.Tray == tray));
        var total = await rows.CountAsync(cancellationToken);
        return new Page<Capture>(await page.Of(rows.OrderBy(c => c.GroupId).ThenBy(c => c.Path).ThenBy(c => c.Id)).Include(c => c.Subject).ToListAsync(cancellationToken), total);
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
        if (both.OrderBy(c => c.Modality).ToArray() is not { } sorted || !Complete(sorted)) return false;
        var (thermal, visible) = one.Modality == Modality.Thermal ? (one, other) : (other, one);
        foreach (var capture in both)
            (capture.Tray, capture.TrayReason, capture.GroupId) = (Tray.Paired, null, null);
        db.CapturePairs.Add(new CapturePair { DatasetId = one.DatasetId, ThermalId = thermal.Id, VisibleId = visible.Id, Rule = PairRule.Manual, CreatedAt = time.GetUtcNow() });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Takes a pair apart; both captures go to the unpaired tray, and no later import puts them together again. False: no such pair, or it is accepted.</summary>
    public async Task<bool> UnpairAsync(TeamScope scope, Guid pairId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.CapturePairs.AsNoTracking().SingleOrDefaultAsync(p => p.Id == pairId, cancellationToken) is not { } pair) return false;
        if (await db.CapturePairs.Where(p => p.Id == pairId && p.Review != ReviewState.Accepted).ExecuteDeleteAsync(cancellationToken) == 0) return false; // accepted, or somebody else was faster
        await db.Captures.Where(c => c.Id == pair.ThermalId || c.Id == pair.VisibleId).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.Tray, Tray.Unpaired).SetProperty(c => c.TrayReason, "Taken apart by hand."), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Gives an unknown modality the one that is missing, its views to be made anew; false when both are the same or both unknown.</summary>
    private static bool Complete(Capture[] sorted)
    {
        if (sorted[0].Modality == Modality.Unknown && sorted[1].Modality != Modality.Unknown)
            (sorted[0].Modality, sorted[0].ViewedAt, sorted[0].MeasuredAt) = (sorted[1].Modality == Modality.Thermal ? Modality.Visible : Modality.Thermal, null, null);
        return sorted[0].Modality != sorted[1].Modality;
    }
}
