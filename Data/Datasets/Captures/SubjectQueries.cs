using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Review;

namespace ThermalPortal.Data.Datasets.Captures;

/// <summary>Who is shown: people of a dataset, named and put together by hand. Every change can be taken back.</summary>
public sealed class SubjectQueries(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>People by name, with how much of them there is.</summary>
    public async Task<Page<SubjectSummary>> PageAsync(TeamScope scope, Guid datasetId, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var rows = db.Subjects.Where(s => s.DatasetId == datasetId && db.Captures.Any(c => c.SubjectId == s.Id)); // not those put together with others
        var total = await rows.CountAsync(cancellationToken);
        var items = page.Of(rows.OrderBy(s => s.Key).ThenBy(s => s.Id))
            .Select(s => new SubjectSummary(s.Id, s.Key, db.Captures.Count(c => c.SubjectId == s.Id), db.CapturePairs.Count(p => p.Thermal!.SubjectId == s.Id)));
        return new Page<SubjectSummary>(await items.ToListAsync(cancellationToken), total);
    }

    /// <summary>
    /// Says who captures show, and their partners with them: a pair is of one person. A name the dataset does not have yet becomes a new person. Answers what they showed before,
    /// for <see cref="RestoreAsync"/>; empty: no such captures in this dataset.
    /// </summary>
    /// <exception cref="ArgumentException">The name is empty or too long, or one of the pairs is accepted; the message says which.</exception>
    public async Task<IReadOnlyList<SubjectChange>> AssignAsync(TeamScope scope, Guid datasetId, IReadOnlyList<Guid> captureIds, string name, CancellationToken cancellationToken)
    {
        var key = Checked(name);
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await LockAsync(db, datasetId, cancellationToken)) return [];
        var pairs = db.CapturePairs.Where(p => p.DatasetId == datasetId && (captureIds.Contains(p.ThermalId) || captureIds.Contains(p.VisibleId)));
        await RefuseAcceptedAsync(pairs, cancellationToken);
        Guid[] partners = [.. (await pairs.Select(p => new { p.ThermalId, p.VisibleId }).ToListAsync(cancellationToken)).SelectMany(p => new[] { p.ThermalId, p.VisibleId })];
        Guid[] all = [.. captureIds.Concat(partners).Distinct()];
        var captures = await db.Captures.Where(c => c.DatasetId == datasetId && all.Contains(c.Id)).ToListAsync(cancellationToken);
        if (captures.Count == 0) return [];
        var subject = await db.Subjects.FirstOrDefaultAsync(s => s.DatasetId == datasetId && EF.Functions.ILike(s.Key, LikePattern.Exactly(key), LikePattern.Escape), cancellationToken);
        if (subject is null) db.Subjects.Add(subject = new Subject { DatasetId = datasetId, Key = key });
        SubjectChange[] before = [.. captures.Select(c => new SubjectChange(c.Id, c.SubjectId, subject.Id))];
        foreach (var capture in captures) capture.SubjectId = subject.Id;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return before;
    }

    /// <summary>Takes back what <see cref="AssignAsync"/> or <see cref="RenameAsync"/> did, where nobody has said otherwise or accepted the pair since; answers how many captures went back.</summary>
    public async Task<int> RestoreAsync(TeamScope scope, IReadOnlyList<SubjectChange> changes, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        Guid[] all = [.. changes.Select(c => c.CaptureId)];
        foreach (var dataset in await db.Captures.Where(c => all.Contains(c.Id)).Select(c => c.DatasetId).Distinct().Order().ToListAsync(cancellationToken)) await db.LockDatasetAsync(dataset, cancellationToken);
        var accepted = db.CapturePairs.Where(p => p.Review == ReviewState.Accepted);
        var restored = 0;
        foreach (var group in changes.GroupBy(c => (c.Before, c.After)))
        {
            Guid[] ids = [.. group.Select(c => c.CaptureId)];
            var (before, after) = group.Key;
            restored += await db.Captures.Where(c => ids.Contains(c.Id) && c.SubjectId == after && (before == null || db.Subjects.Any(s => s.Id == before && s.DatasetId == c.DatasetId))
                    && !accepted.Any(p => p.ThermalId == c.Id || p.VisibleId == c.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.SubjectId, before), cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
        return restored;
    }

    /// <summary>
    /// Gives a person another name. Where the dataset has that name already, the two are one person: all captures move there, and the changes are answered for
    /// <see cref="RestoreAsync"/>; the emptied person stays in the list. Null: no such person in this team.
    /// </summary>
    /// <exception cref="ArgumentException">The name is empty or too long, or an accepted pair shows this person; the message says which.</exception>
    public async Task<IReadOnlyList<SubjectChange>?> RenameAsync(TeamScope scope, Guid subjectId, string name, CancellationToken cancellationToken)
    {
        var key = Checked(name);
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Subjects.SingleOrDefaultAsync(s => s.Id == subjectId, cancellationToken) is not { } subject || !await LockAsync(db, subject.DatasetId, cancellationToken)) return null;
        await RefuseAcceptedAsync(db.CapturePairs.Where(p => p.Thermal!.SubjectId == subjectId || p.Visible!.SubjectId == subjectId), cancellationToken);
        List<SubjectChange> moved = [];
        if (await db.Subjects.FirstOrDefaultAsync(s => s.DatasetId == subject.DatasetId && EF.Functions.ILike(s.Key, LikePattern.Exactly(key), LikePattern.Escape) && s.Id != subjectId, cancellationToken) is { } other)
            foreach (var capture in await db.Captures.Where(c => c.SubjectId == subjectId).ToListAsync(cancellationToken))
            {
                moved.Add(new SubjectChange(capture.Id, subjectId, other.Id));
                capture.SubjectId = other.Id;
            }
        else
            subject.Key = key;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return moved;
    }

    /// <summary>One change of people or import at a time; false: no such dataset in this team.</summary>
    private static async Task<bool> LockAsync(PortalDbContext db, Guid datasetId, CancellationToken cancellationToken)
    {
        await db.LockDatasetAsync(datasetId, cancellationToken);
        return await db.Datasets.AnyAsync(d => d.Id == datasetId, cancellationToken);
    }

    private static async Task RefuseAcceptedAsync(IQueryable<CapturePair> pairs, CancellationToken cancellationToken)
    {
        if (await pairs.CountAsync(p => p.Review == ReviewState.Accepted, cancellationToken) is > 0 and var count)
            throw new ArgumentException($"{count:N0} {(count == 1 ? "pair is" : "pairs are")} accepted: a reviewer has to open {(count == 1 ? "it" : "them")} again first.");
    }

    private static string Checked(string name) => StoredText.Clean(name.Trim()) is { Length: > 0 and <= 200 } key ? key : throw new ArgumentException("Give the person a name of 1 to 200 characters.", nameof(name));
}
