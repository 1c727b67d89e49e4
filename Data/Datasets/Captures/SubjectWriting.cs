using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Datasets.Review;

namespace ThermalPortal.Data.Datasets.Captures;

/// <summary>What every change of whom pictures show does: waits for its turn, leaves accepted pairs alone, and can be taken back.</summary>
internal static class SubjectWriting
{
    /// <summary>One change of people or import at a time; false: no such dataset in this team.</summary>
    public static async Task<bool> LockSubjectsAsync(this PortalDbContext db, Guid datasetId, CancellationToken cancellationToken)
    {
        await db.LockDatasetAsync(datasetId, cancellationToken);
        return await db.Datasets.AnyAsync(d => d.Id == datasetId, cancellationToken);
    }

    /// <summary>The person of this name, any case; null: there is none.</summary>
    public static Task<Subject?> FindSubjectAsync(this PortalDbContext db, Guid datasetId, string key, CancellationToken cancellationToken) =>
        db.Subjects.FirstOrDefaultAsync(s => s.DatasetId == datasetId && EF.Functions.ILike(s.Key, LikePattern.Exactly(key), LikePattern.Escape), cancellationToken);

    /// <exception cref="ArgumentException">Some of the pairs are accepted; the message says how many.</exception>
    public static async Task RefuseAcceptedAsync(IQueryable<CapturePair> pairs, CancellationToken cancellationToken)
    {
        if (await pairs.CountAsync(p => p.Review == ReviewState.Accepted, cancellationToken) is > 0 and var count)
            throw new ArgumentException($"{count:N0} {(count == 1 ? "pair is" : "pairs are")} accepted: a reviewer has to open {(count == 1 ? "it" : "them")} again first.");
    }

    /// <summary>Pairs that show one of these people.</summary>
    public static IQueryable<CapturePair> PairsOf(this PortalDbContext db, Guid[] people) =>
        db.CapturePairs.Where(p => people.Contains(p.Thermal!.SubjectId!.Value) || people.Contains(p.Visible!.SubjectId!.Value));

    /// <summary>Puts captures back to whom they showed, where nobody has said otherwise or accepted the pair since; answers how many.</summary>
    public static async Task<int> RestoreSubjectsAsync(this PortalDbContext db, IReadOnlyList<SubjectChange> changes, CancellationToken cancellationToken)
    {
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
        return restored;
    }

    /// <exception cref="ArgumentException">The name is empty or too long.</exception>
    public static string Checked(string name) => StoredText.Clean(name.Trim()) is { Length: > 0 and <= 200 } key ? key : throw new ArgumentException("Give the person a name of 1 to 200 characters.", nameof(name));
}
