using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Review;

namespace ThermalPortal.Data.Datasets.Alignments;

/// <summary>
/// One transform for a whole recording session: the cameras stood still. Pairs whose own face points disagree keep what they have and are flagged. One application is one change: <see cref="AlignmentQueries.UndoAsync"/> of
/// any of its pairs takes all of it back.
/// </summary>
public sealed class SessionAlignment(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    /// <summary>The session of a pair, by path, and what would become of each if it took over this pair's saved transform; empty: no such pair in this team, or it has no alignment.</summary>
    /// <param name="scope">Whose pair.</param>
    /// <param name="pairId">The pair.</param>
    /// <param name="everybody">False: the session is of the pair's person alone; true: sessions of one name are one recording of several people.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public async Task<IReadOnlyList<SessionMember>> PreviewAsync(TeamScope scope, Guid pairId, bool everybody, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var pair = await db.CapturePairs.AsNoTracking().Include(p => p.Alignment).Include(p => p.Thermal).Include(p => p.Visible).SingleOrDefaultAsync(p => p.Id == pairId, cancellationToken);
        return pair?.Alignment?.Transform() is { } transform ? [.. Judge(pair, transform, await SessionOf(db, pair, everybody).AsNoTracking().ToListAsync(cancellationToken)).Select(m => m.Member)] : [];
    }

    /// <summary>Does what <see cref="PreviewAsync"/> says as things stand now, and answers it.</summary>
    /// <param name="scope">Whose pair, and who says so.</param>
    /// <param name="pairId">The pair.</param>
    /// <param name="seen">The alignment its author saw.</param>
    /// <param name="everybody">As for <see cref="PreviewAsync"/>.</param>
    /// <param name="cancellationToken">Cancelled: nothing is written.</param>
    public async Task<(AlignmentOutcome Outcome, IReadOnlyList<SessionMember> Members)> ApplyAsync(TeamScope scope, Guid pairId, Guid? seen, bool everybody, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (source, outcome) = await db.LockPairAsync(pairId, seen, cancellationToken);
        if (source is null || outcome != AlignmentOutcome.Done) return (outcome, []);
        if (source.Alignment is not { } saved || saved.Transform() is not { } transform) return (AlignmentOutcome.NotThere, []);
        var members = Judge(source, transform, await SessionOf(db, source, everybody).ToListAsync(cancellationToken)).ToArray();
        var (batch, now) = (Guid.CreateVersion7(), time.GetUtcNow());
        foreach (var (pair, member) in members)
        {
            if (member.Verdict is SessionVerdict.Accepted or SessionVerdict.OtherSize) continue;
            var (outlier, itself) = (member.Verdict == SessionVerdict.Outlier, pair.Id == pairId);
            var kept = outlier ? pair.Alignment : saved;
            var next = new PairAlignment
            {
                PairId = pair.Id, Matrix = kept?.Matrix, Kind = kept?.Kind, Points = outlier || itself ? kept?.Points ?? [] : [], Rms = outlier || itself ? kept?.Rms : member.Residual,
                Misfit = outlier ? member.Residual : null, BatchId = batch, PreviousId = pair.AlignmentId, UserId = scope.UserId, CreatedAt = now,
            };
            db.PairAlignments.Add(next);
            pair.AlignmentId = next.Id;
        }
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (AlignmentOutcome.Done, [.. members.Select(m => m.Member)]);
    }

    private static IQueryable<CapturePair> SessionOf(PortalDbContext db, CapturePair pair, bool everybody)
    {
        var (session, person) = (pair.Thermal!.Session ?? pair.Visible!.Session, pair.Thermal.SubjectId ?? pair.Visible!.SubjectId);
        return db.CapturePairs.Where(p => p.DatasetId == pair.DatasetId && (p.Thermal!.Session ?? p.Visible!.Session) == session && (everybody || (p.Thermal!.SubjectId ?? p.Visible!.SubjectId) == person))
            .Include(p => p.Alignment).Include(p => p.Thermal).Include(p => p.Visible).OrderBy(p => p.Thermal!.Path).ThenBy(p => p.Id);
    }

    private static IEnumerable<(CapturePair Pair, SessionMember Member)> Judge(CapturePair source, PlaneTransform transform, IReadOnlyList<CapturePair> session)
    {
        var sizes = Sizes(source);
        var residuals = session.Where(p => Sizes(p) == sizes).Select(p => (p.Id, Points: FacePoints.Of(p.Thermal!, p.Visible!))).Where(p => p.Points.Count > 0)
            .ToDictionary(p => p.Id, p => TransformFit.RmsOf(TransformFit.ResidualsOf(transform, p.Points)));
        var limit = OutlierLimit.Of(residuals.Values);
        return session.Select(p => (p, Verdict: Verdict(p))).Select(j => (j.p, new SessionMember(
            j.p.Id, j.p.Thermal!.Path, residuals.TryGetValue(j.p.Id, out var residual) ? residual : null, j.Verdict,
            j.Verdict is SessionVerdict.Fits or SessionVerdict.Unchecked && j.p.Alignment?.Matrix is { } own && !own.SequenceEqual(transform.Matrix))));

        SessionVerdict Verdict(CapturePair pair) =>
            pair.Review == ReviewState.Accepted ? SessionVerdict.Accepted
            : Sizes(pair) != sizes ? SessionVerdict.OtherSize
            : pair.Id == source.Id ? SessionVerdict.Fits // somebody has looked at it
            : !residuals.TryGetValue(pair.Id, out var residual) ? SessionVerdict.Unchecked
            : residual > limit ? SessionVerdict.Outlier : SessionVerdict.Fits;
    }

    private static (int?, int?, int?, int?) Sizes(CapturePair pair) => (pair.Thermal!.Width, pair.Thermal.Height, pair.Visible!.Width, pair.Visible.Height);
}
