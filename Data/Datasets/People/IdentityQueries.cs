using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Review;

namespace ThermalPortal.Data.Datasets.People;

/// <summary>
/// Identities of a dataset put together, taken apart, renamed, made unknown; each step can be taken back. Every change names what its author saw: what somebody else has changed since stays as it is.
/// Accepted pairs keep whom they show, and frozen versions hold names of their own.
/// </summary>
public sealed class IdentityQueries(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>
    /// Makes several people one, or gives one another name. The name may be one of theirs, or new. Where somebody has changed one of them since, nothing is done and how many is answered.
    /// </summary>
    /// <exception cref="ArgumentException">The name cannot be used or is somebody else's, or accepted pairs show somebody who would change; the message says which.</exception>
    public Task<IdentityOutcome> MergeAsync(TeamScope scope, Guid datasetId, IReadOnlyList<PersonSeen> people, string name, CancellationToken cancellationToken)
    {
        var key = SubjectWriting.Checked(name);
        return ChangeAsync(scope, datasetId, async db =>
        {
            var (known, overtaken) = await SeenAsync(db, datasetId, people, cancellationToken);
            if (overtaken > 0 || known.Count == 0) return new IdentityOutcome(new IdentityStep([]), overtaken);
            var target = await db.FindSubjectAsync(datasetId, key, cancellationToken);
            if (target is not null && !known.Contains(target) && await db.Captures.AnyAsync(c => c.SubjectId == target.Id, cancellationToken))
                throw new ArgumentException($"There is another person called {target.Key}. Choose that one too to make them one person, or take another name.", nameof(name));
            target ??= known[0];
            SubjectRename? rename = target.Key == key ? null : new SubjectRename(target.Id, target.Key, key);
            Guid[] changing = [.. known.Where(s => s.Id != target.Id || rename is not null).Select(s => s.Id)];
            await SubjectWriting.RefuseAcceptedAsync(db.PairsOf(changing), cancellationToken);
            target.Key = key;
            return new IdentityOutcome(new IdentityStep(await MoveAsync(db, db.Captures.Where(c => changing.Contains(c.SubjectId!.Value) && c.SubjectId != target.Id), target.Id, cancellationToken), rename));
        }, cancellationToken);
    }

    /// <summary>From now on nobody knows whom the pictures of these people show. As for <see cref="MergeAsync"/>.</summary>
    /// <exception cref="ArgumentException">Accepted pairs show one of them; the message says how many.</exception>
    public Task<IdentityOutcome> ForgetAsync(TeamScope scope, Guid datasetId, IReadOnlyList<PersonSeen> people, CancellationToken cancellationToken) => ChangeAsync(scope, datasetId, async db =>
    {
        var (known, overtaken) = await SeenAsync(db, datasetId, people, cancellationToken);
        if (overtaken > 0) return new IdentityOutcome(new IdentityStep([]), overtaken);
        Guid[] ids = [.. known.Select(s => s.Id)];
        await SubjectWriting.RefuseAcceptedAsync(db.PairsOf(ids), cancellationToken);
        return new IdentityOutcome(new IdentityStep(await MoveAsync(db, db.Captures.Where(c => ids.Contains(c.SubjectId!.Value)), null, cancellationToken)));
    }, cancellationToken);

    /// <summary>Makes chosen pairs a person of their own. Pairs that are accepted, or show somebody else than was seen, stay as they are and are counted.</summary>
    /// <exception cref="ArgumentException">The name cannot be used, or is somebody's already; the message says which.</exception>
    public Task<IdentityOutcome> SplitAsync(TeamScope scope, Guid datasetId, IReadOnlyList<PairSeen> pairs, string name, CancellationToken cancellationToken)
    {
        var key = SubjectWriting.Checked(name);
        return ShowAsync(scope, datasetId, pairs, async db =>
        {
            var subject = await db.FindSubjectAsync(datasetId, key, cancellationToken);
            if (subject is not null && await db.Captures.AnyAsync(c => c.SubjectId == subject.Id, cancellationToken))
                throw new ArgumentException($"There is a person called {subject.Key} already. Take another name; people can be made one afterwards.", nameof(name));
            if (subject is null) db.Subjects.Add(subject = new Subject { DatasetId = datasetId, Key = key });
            else subject.Key = key; // emptied before: the name is free
            return subject.Id;
        }, cancellationToken);
    }

    /// <summary>From now on nobody knows whom chosen pairs show. As for <see cref="SplitAsync"/>.</summary>
    public Task<IdentityOutcome> UnknownAsync(TeamScope scope, Guid datasetId, IReadOnlyList<PairSeen> pairs, CancellationToken cancellationToken) =>
        ShowAsync(scope, datasetId, pairs, _ => Task.FromResult<Guid?>(null), cancellationToken);

    /// <summary>Takes a step back where nobody has said otherwise or accepted the pair since; answers how much of <see cref="IdentityStep.Count"/> went back.</summary>
    public async Task<int> UndoAsync(TeamScope scope, Guid datasetId, IdentityStep step, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await db.LockSubjectsAsync(datasetId, cancellationToken)) return 0;
        var restored = await db.RestoreSubjectsAsync(step.Changes, cancellationToken);
        if (step.Rename is var (person, before, after) && await db.Subjects.SingleOrDefaultAsync(s => s.Id == person && s.DatasetId == datasetId && s.Key == after, cancellationToken) is { } subject
            && (await db.FindSubjectAsync(datasetId, before, cancellationToken) is not { } other || other.Id == person) && !await db.PairsOf([person]).AnyAsync(p => p.Review == ReviewState.Accepted, cancellationToken))
        {
            subject.Key = before;
            restored++;
        }
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return restored;
    }

    private Task<IdentityOutcome> ShowAsync(TeamScope scope, Guid datasetId, IReadOnlyList<PairSeen> pairs, Func<PortalDbContext, Task<Guid?>> whom, CancellationToken cancellationToken) => ChangeAsync(scope, datasetId, async db =>
    {
        var seen = pairs.DistinctBy(p => p.PairId).ToDictionary(p => p.PairId, p => p.SubjectId);
        Guid[] ids = [.. seen.Keys];
        var rows = await db.CapturePairs.Where(p => p.DatasetId == datasetId && ids.Contains(p.Id)).Select(p => new { p.Id, p.ThermalId, p.VisibleId, p.Review, Subject = p.Thermal!.SubjectId ?? p.Visible!.SubjectId }).ToListAsync(cancellationToken);
        var (accepted, others) = (rows.Count(p => p.Review == ReviewState.Accepted), rows.Where(p => p.Review != ReviewState.Accepted).ToList());
        var same = others.Where(p => p.Subject == seen[p.Id]).ToList();
        Guid[] captures = [.. same.SelectMany(p => new[] { p.ThermalId, p.VisibleId })];
        var changes = captures.Length == 0 ? [] : await MoveAsync(db, db.Captures.Where(c => captures.Contains(c.Id)), await whom(db), cancellationToken);
        return new IdentityOutcome(new IdentityStep(changes), others.Count - same.Count, accepted);
    }, cancellationToken);

    private async Task<IdentityOutcome> ChangeAsync(TeamScope scope, Guid datasetId, Func<PortalDbContext, Task<IdentityOutcome>> change, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await db.LockSubjectsAsync(datasetId, cancellationToken)) return new IdentityOutcome(new IdentityStep([]));
        var outcome = await change(db);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return outcome;
    }

    /// <summary>These people in their order, and how many of them are not as they were seen.</summary>
    private static async Task<(IReadOnlyList<Subject> Known, int Overtaken)> SeenAsync(PortalDbContext db, Guid datasetId, IReadOnlyList<PersonSeen> people, CancellationToken cancellationToken)
    {
        Guid[] ids = [.. people.Select(p => p.Id).Distinct()];
        var rows = await db.Subjects.Where(s => s.DatasetId == datasetId && ids.Contains(s.Id)).Select(s => new { Subject = s, Captures = db.Captures.Count(c => c.SubjectId == s.Id) }).ToDictionaryAsync(r => r.Subject.Id, cancellationToken);
        var known = people.DistinctBy(p => p.Id).Where(p => rows.TryGetValue(p.Id, out var now) && (now.Subject.Key, now.Captures) == (p.Key, p.Captures)).Select(p => rows[p.Id].Subject).ToList();
        return (known, ids.Length - known.Count);
    }

    private static async Task<IReadOnlyList<SubjectChange>> MoveAsync(PortalDbContext db, IQueryable<Capture> captures, Guid? to, CancellationToken cancellationToken)
    {
        var moved = await captures.Where(c => c.SubjectId != to).ToListAsync(cancellationToken);
        SubjectChange[] changes = [.. moved.Select(c => new SubjectChange(c.Id, c.SubjectId, to))];
        foreach (var capture in moved) capture.SubjectId = to;
        return changes;
    }
}
