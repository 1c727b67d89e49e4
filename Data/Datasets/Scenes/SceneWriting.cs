using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Review;

namespace ThermalPortal.Data.Datasets.Scenes;

/// <summary>What every change of how pictures are shown does: waits for its turn, looks whether it may, and puts a new edit on top of the present one.</summary>
internal static class SceneWriting
{
    public static IQueryable<Capture> CapturesInUse(this PortalDbContext db) => db.Captures.Where(c => db.Datasets.Any(d => d.Id == c.DatasetId));

    /// <summary>The picture with its present edit, and whether somebody who saw <paramref name="seen"/> may change it; nobody freezes, reviews or changes its dataset until the transaction ends.</summary>
    public static async Task<(Capture? Capture, SceneOutcome Outcome)> LockCaptureAsync(this PortalDbContext db, Guid captureId, Guid? seen, Func<Capture, SceneOutcome> possible, CancellationToken cancellationToken)
    {
        if (await db.CapturesInUse().Where(c => c.Id == captureId).Select(c => (Guid?)c.DatasetId).SingleOrDefaultAsync(cancellationToken) is not { } dataset) return (null, SceneOutcome.NotThere);
        await db.LockDatasetAsync(dataset, cancellationToken);
        if (await db.CapturesInUse().Include(c => c.SceneEdit).SingleOrDefaultAsync(c => c.Id == captureId, cancellationToken) is not { } capture) return (null, SceneOutcome.NotThere);
        if (possible(capture) is not SceneOutcome.Done and var outcome) return (capture, outcome);
        if (await db.CapturePairs.AnyAsync(p => p.ThermalId == captureId && p.Review == ReviewState.Accepted, cancellationToken)) return (capture, SceneOutcome.Accepted);
        return (capture, capture.SceneEditId == seen ? SceneOutcome.Done : SceneOutcome.ChangedMeanwhile);
    }

    /// <summary>Makes an edit the present one of its picture.</summary>
    public static async Task PutAsync(this PortalDbContext db, Capture capture, SceneEdit edit, CancellationToken cancellationToken)
    {
        db.SceneEdits.Add(edit);
        await db.SaveChangesAsync(cancellationToken); // a picture and its edit name each other
        capture.SceneEditId = edit.Id;
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Makes each of many edits the present one of its picture.</summary>
    public static async Task PutAsync(this PortalDbContext db, IReadOnlyCollection<SceneEdit> edits, CancellationToken cancellationToken)
    {
        await db.CopyAsync(edits, cancellationToken);
        Guid[] ids = [.. edits.Select(e => e.Id)];
        await db.Database.ExecuteSqlAsync($"UPDATE captures c SET scene_edit_id = e.id FROM scene_edits e WHERE e.id = ANY ({ids}) AND c.id = e.capture_id AND c.team_id = {db.Scope.TeamId}", cancellationToken);
    }
}
