using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Data.Datasets.Quality;

/// <summary>The worker's side of <see cref="SameScenes"/>: compares what was measured and keeps the groups, so that splits and pages need not. Safe to repeat after any crash.</summary>
public sealed class SameSceneWork(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(10);

    /// <summary>Compares captures measured since the last time with each other and with all before. False: nothing to compare, or another worker is at it.</summary>
    public async Task<bool> CompareAsync(TeamScope scope, Guid datasetId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        db.Database.SetCommandTimeout(_patience);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await db.Database.SqlQuery<bool>($"SELECT pg_try_advisory_xact_lock(hashtextextended({"same scenes:" + datasetId}, 0)) AS \"Value\"").SingleAsync(cancellationToken)) return false;
        var rows = await db.Captures.Where(c => c.DatasetId == datasetId && c.MeasuredAt != null)
            .Select(c => new Row(c.Id, c.Modality == Modality.Visible, c.Embedding, c.SameSceneId, c.ComparedAt != null)).ToListAsync(cancellationToken);
        if (rows.All(r => r.Known)) return false;
        var scenes = rows.Where(r => r.Embedding is not null).GroupBy(r => r.Visible).SelectMany(kind => Scenes([.. kind.OrderByDescending(r => r.Known)], kind.Key, cancellationToken)).ToDictionary();
        var changed = rows.Where(r => !r.Known || scenes.GetValueOrDefault(r.Id) != r.Scene).ToArray();
        var (ids, found, now) = (changed.Select(r => r.Id).ToArray(), changed.Select(r => scenes.GetValueOrDefault(r.Id)).ToArray(), time.GetUtcNow());
        await db.Database.ExecuteSqlAsync(
            $"UPDATE captures c SET same_scene_id = v.scene, compared_at = {now} FROM unnest({ids}, {found}) AS v (id, scene) WHERE c.id = v.id AND c.team_id = {scope.TeamId}", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static IEnumerable<KeyValuePair<Guid, Guid?>> Scenes(Row[] rows, bool visible, CancellationToken cancellationToken) =>
        SameScenes.Groups([.. rows.Select(r => r.Embedding!)], [.. rows.Select(r => r.Scene)], rows.Count(r => r.Known), visible ? SameScenes.VisibleLikeness : SameScenes.ThermalLikeness, cancellationToken)
            .SelectMany(group =>
            {
                var scene = group.Select(i => rows[i].Scene).FirstOrDefault(s => s is not null) ?? Guid.CreateVersion7();
                return group.Select(i => KeyValuePair.Create(rows[i].Id, (Guid?)scene));
            });

    private sealed record Row(Guid Id, bool Visible, byte[]? Embedding, Guid? Scene, bool Known);
}
