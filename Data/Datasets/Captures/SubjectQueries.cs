using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Review;

namespace ThermalPortal.Data.Datasets.Captures;

/// <summary>Who is shown: people of a dataset, named and put together by hand. Every change can be taken back.</summary>
public sealed class SubjectQueries(IDbContextFactory<PortalDbContext> contexts)
{
    private const int Thumbnails = 4;

    /// <summary>People by name, with how much of them there is.</summary>
    /// <param name="scope">Whose dataset.</param>
    /// <param name="datasetId">The dataset.</param>
    /// <param name="text">Part of the name, any case; null or empty: all.</param>
    /// <param name="page">Which ones.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public async Task<Page<SubjectSummary>> PageAsync(TeamScope scope, Guid datasetId, string? text, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var rows = db.Subjects.Where(s => s.DatasetId == datasetId && db.Captures.Any(c => c.SubjectId == s.Id)); // not those put together with others
        if (!string.IsNullOrWhiteSpace(text) && LikePattern.Containing(text) is { } pattern) rows = rows.Where(s => EF.Functions.ILike(s.Key, pattern, LikePattern.Escape));
        var total = await rows.CountAsync(cancellationToken);
        var items = await page.Of(rows.OrderBy(s => s.Key).ThenBy(s => s.Id))
            .Select(s => new SubjectSummary(s.Id, s.Key, db.Captures.Count(c => c.SubjectId == s.Id), db.CapturePairs.Count(p => p.Thermal!.SubjectId == s.Id))
            {
                Sessions = db.Captures.Where(c => c.SubjectId == s.Id && c.Session != null).Select(c => c.Session).Distinct().Count(),
                Accepted = db.CapturePairs.Count(p => p.Thermal!.SubjectId == s.Id && p.Review == ReviewState.Accepted),
                Thumbnails = db.Captures.Where(c => c.SubjectId == s.Id && c.ThumbnailId != null).OrderByDescending(c => c.Modality).ThenBy(c => c.Path).Take(Thumbnails).Select(c => c.ThumbnailId!.Value).ToList(), // visible ones first
            }).ToListAsync(cancellationToken);
        return new Page<SubjectSummary>(items, total);
    }

    /// <summary>Pairs of which nobody has said whom they show.</summary>
    public async Task<int> UnknownAsync(TeamScope scope, Guid datasetId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return await new CaptureFilter { Nobody = true }.Of(db.CapturePairs.Where(p => p.DatasetId == datasetId)).CountAsync(cancellationToken);
    }

    /// <summary>
    /// Says who captures show, and their partners with them: a pair is of one person. A name the dataset does not have yet becomes a new person. Answers what they showed before,
    /// for <see cref="RestoreAsync"/>; empty: no such captures in this dataset.
    /// </summary>
    /// <exception cref="ArgumentException">The name is empty or too long, or one of the pairs is accepted; the message says which.</exception>
    public async Task<IReadOnlyList<SubjectChange>> AssignAsync(TeamScope scope, Guid datasetId, IReadOnlyList<Guid> captureIds, string name, CancellationToken cancellationToken)
    {
        var key = SubjectWriting.Checked(name);
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await db.LockSubjectsAsync(datasetId, cancellationToken)) return [];
        var pairs = db.CapturePairs.Where(p => p.DatasetId == datasetId && (captureIds.Contains(p.ThermalId) || captureIds.Contains(p.VisibleId)));
        await SubjectWriting.RefuseAcceptedAsync(pairs, cancellationToken);
        Guid[] partners = [.. (await pairs.Select(p => new { p.ThermalId, p.VisibleId }).ToListAsync(cancellationToken)).SelectMany(p => new[] { p.ThermalId, p.VisibleId })];
        Guid[] all = [.. captureIds.Concat(partners).Distinct()];
        var captures = await db.Captures.Where(c => c.DatasetId == datasetId && all.Contains(c.Id)).ToListAsync(cancellationToken);
        if (captures.Count == 0) return [];
        var subject = await db.FindSubjectAsync(datasetId, key, cancellationToken);
        if (subject is null) db.Subjects.Add(subject = new Subject { DatasetId = datasetId, Key = key });
        SubjectChange[] before = [.. captures.Select(c => new SubjectChange(c.Id, c.SubjectId, subject.Id))];
        foreach (var capture in captures) capture.SubjectId = subject.Id;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return before;
    }

    /// <summary>Takes back what <see cref="AssignAsync"/> did, where nobody has said otherwise or accepted the pair since; answers how many captures went back.</summary>
    public async Task<int> RestoreAsync(TeamScope scope, IReadOnlyList<SubjectChange> changes, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        Guid[] all = [.. changes.Select(c => c.CaptureId)];
        foreach (var dataset in await db.Captures.Where(c => all.Contains(c.Id)).Select(c => c.DatasetId).Distinct().Order().ToListAsync(cancellationToken)) await db.LockDatasetAsync(dataset, cancellationToken);
        var restored = await db.RestoreSubjectsAsync(changes, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return restored;
    }
}
