using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Quality;

namespace ThermalPortal.Data.Datasets.Views;

/// <summary>The worker's side of what people look at in a dataset: thumbnails, frames and quality. Safe to repeat after any crash.</summary>
public sealed class ViewWork(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    /// <summary>Whose dataset this is, to act in its scope on nobody's behalf; null: no such dataset.</summary>
    public async Task<TeamScope?> ScopeOfAsync(Guid datasetId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Datasets.IgnoreQueryFilters([PortalDbContext.TeamFilter]).Where(d => d.Id == datasetId).Select(d => (TeamScope?)new TeamScope(d.TeamId, Guid.Empty)).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Datasets with pictures nobody can look at yet, or that were never measured or compared.</summary>
    public async Task<IReadOnlyList<Guid>> UnfinishedAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Captures.IgnoreQueryFilters([PortalDbContext.TeamFilter]).Where(c => (c.ViewedAt == null || c.MeasuredAt == null || c.ComparedAt == null) && db.Datasets.Any(d => d.Id == c.DatasetId)).Select(c => c.DatasetId).Distinct().ToListAsync(cancellationToken);
    }

    /// <summary>Pictures to be made, in the order people will see them.</summary>
    public async Task<IReadOnlyList<PendingView>> PendingAsync(TeamScope scope, Guid datasetId, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var rows =
            from capture in db.Captures
            where capture.DatasetId == datasetId && (capture.ViewedAt == null || capture.MeasuredAt == null)
            join file in db.StoredFiles on capture.Item!.FileId equals file.Id
            orderby capture.Path, capture.Id
            select new PendingView(capture.Id, file.Sha256, capture.Modality, capture.Item!.Badge);
        return await rows.Take(take).ToListAsync(cancellationToken);
    }

    /// <summary>Writes what was made, once; a second time for the same picture changes nothing and answers false.</summary>
    /// <param name="scope">Whose dataset.</param>
    /// <param name="captureId">The picture.</param>
    /// <param name="thumbnailId">Its thumbnail; null: it cannot be shown.</param>
    /// <param name="frameId">Its values, or the picture itself.</param>
    /// <param name="measure">Its quality; null: it cannot be read.</param>
    /// <param name="cancellationToken">Cancelled: nothing is written.</param>
    public async Task<bool> SaveAsync(TeamScope scope, Guid captureId, Guid? thumbnailId, Guid? frameId, CaptureMeasure? measure, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Whoever measures the partner just now waits here, and then sees what was written: what is known of a pair is known of both.
        await db.Database.ExecuteSqlAsync($"SELECT FROM capture_pairs WHERE thermal_id = {captureId} OR visible_id = {captureId} FOR UPDATE", cancellationToken);
        var pending = db.Captures.Where(c => c.Id == captureId && (c.ViewedAt == null || c.MeasuredAt == null));
        if (await pending.Select(c => (Modality?)c.Modality).SingleOrDefaultAsync(cancellationToken) is not { } modality) return false;
        var (now, faults) = (time.GetUtcNow(), QualityRules.FaultsOf(modality, measure));
        var (found, camera, reading, embedding) = (measure?.Found, measure?.Camera, measure?.Reading, measure?.Embedding);
        var saved = await pending.ExecuteUpdateAsync(
            set => set.SetProperty(c => c.ThumbnailId, thumbnailId).SetProperty(c => c.FrameId, frameId).SetProperty(c => c.ViewedAt, now).SetProperty(c => c.MeasuredAt, now).SetProperty(c => c.Faults, faults)
                .SetProperty(c => c.Sharpness, measure == null ? null : measure.Sharpness).SetProperty(c => c.Clipped, measure == null ? null : measure.Clipped)
                .SetProperty(c => c.Faces, measure == null ? null : measure.Faces).SetProperty(c => c.Hash, measure == null ? null : measure.Hash).SetProperty(c => c.FoundFaces, found).SetProperty(c => c.Camera, camera)
                .SetProperty(c => c.ReadFormat, reading == null ? null : reading.Format).SetProperty(c => c.ReadScale, reading == null ? null : reading.Scale).SetProperty(c => c.ScaleGuessed, reading != null && reading.Guessed).SetProperty(c => c.StoredMedian, reading == null ? null : reading.Median)
                .SetProperty(c => c.Width, measure == null ? null : measure.Width).SetProperty(c => c.Height, measure == null ? null : measure.Height)
                .SetProperty(c => c.Embedding, embedding).SetProperty(c => c.SameSceneId, (Guid?)null).SetProperty(c => c.ComparedAt, (DateTimeOffset?)null),
            cancellationToken) > 0;
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE capture_pairs p SET faults = t.faults | v.faults,
              sharpness = least(coalesce(t.sharpness, 0) / {QualityRules.SharpThermal}, coalesce(v.sharpness, 0) / {QualityRules.SharpVisible})
            FROM captures t, captures v WHERE t.id = p.thermal_id AND v.id = p.visible_id AND p.team_id = {scope.TeamId} AND (p.thermal_id = {captureId} OR p.visible_id = {captureId})
            """, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return saved;
    }
}
