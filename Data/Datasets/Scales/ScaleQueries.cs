using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Review;
using ThermalPortal.Data.Datasets.Scenes;

namespace ThermalPortal.Data.Datasets.Scales;

/// <summary>
/// Scales of 16-bit and floating-point pictures that were guessed: listed in groups, confirmed, corrected, taken back. What people say is a layer above the untouched file, kept with
/// who said it and when (see <see cref="SceneEdit"/>). Pictures of accepted pairs stay as they are.
/// </summary>
public sealed class ScaleQueries(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    private const int Told = 20;

    // Guessed, and nobody has said anything. The camera stands in the manifest's further columns, if it stands anywhere.
    private const string Open =
        """
        FROM captures c LEFT JOIN scene_edits e ON e.id = c.scene_edit_id
          CROSS JOIN LATERAL (SELECT coalesce(nullif(c.other->>'camera', ''), 'session ' || c.session, '') AS source) s
        WHERE c.team_id = {0} AND c.dataset_id = {1} AND c.scale_guessed AND c.read_scale IS NOT NULL AND c.stored_median IS NOT NULL AND e.scale IS NULL
          AND EXISTS (SELECT FROM datasets d WHERE d.id = c.dataset_id AND d.deleted_at IS NULL)
        """;

    /// <summary>Groups that wait for an answer, the largest first; empty: there are none, or no such dataset in this team.</summary>
    public async Task<IReadOnlyList<ScaleGroup>> GroupsAsync(TeamScope scope, Guid datasetId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var rows = await db.Database.SqlQueryRaw<GroupRow>(
            $"SELECT c.read_format AS format, s.source, c.read_scale AS scale, count(*)::int AS count, min(c.stored_median) AS lowest, max(c.stored_median) AS highest {Open} GROUP BY 1, 2, 3",
            scope.TeamId, datasetId).ToListAsync(cancellationToken);
        return [.. rows.Select(r => new ScaleGroup(r.Format, r.Source, Enum.Parse<TemperatureScale>(r.Scale), r.Count, r.Lowest, r.Highest)).OrderByDescending(g => g.Count).ThenBy(g => g.Format, StringComparer.Ordinal).ThenBy(g => g.Source, StringComparer.Ordinal)];
    }

    /// <summary>What was said for several pictures at once and still holds, newest first; 20 at most.</summary>
    public async Task<IReadOnlyList<ScaleAnswer>> AnswersAsync(TeamScope scope, Guid datasetId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var answers = db.Captures.Where(c => c.DatasetId == datasetId && c.SceneEdit!.BatchId != null && c.SceneEdit.Scale != null && db.Datasets.Any(d => d.Id == datasetId))
            .GroupBy(c => new { c.SceneEdit!.BatchId, c.SceneEdit.Scale, c.SceneEdit.UserId, c.SceneEdit.CreatedAt }).Select(g => new { g.Key, Count = g.Count() }).OrderByDescending(g => g.Key.CreatedAt).Take(Told);
        var rows = await answers.Select(a => new { a.Key, a.Count, Author = db.Users.Where(u => u.Id == a.Key.UserId).Select(u => u.DisplayName).FirstOrDefault() }).ToListAsync(cancellationToken);
        return [.. rows.Select(r => new ScaleAnswer(r.Key.BatchId!.Value, r.Key.Scale!.Value, r.Count, r.Author ?? "", r.Key.CreatedAt))];
    }

    /// <summary>Says with which scale the pictures of groups are shown. Those of which somebody has said something meanwhile do not belong to their group any more: nothing is overwritten.</summary>
    /// <param name="scope">Whose dataset, and who says so.</param>
    /// <param name="datasetId">The dataset.</param>
    /// <param name="groups">Which ones.</param>
    /// <param name="scale">The scale; null: each group's guess is right. Where no scale was found there is nothing to confirm: those groups stay open.</param>
    /// <param name="cancellationToken">Cancelled: nothing is written.</param>
    public Task<ScaleOutcome> SayAsync(TeamScope scope, Guid datasetId, IReadOnlyList<ScaleGroupKey> groups, TemperatureScale? scale, CancellationToken cancellationToken) =>
        ChangeAsync(scope, datasetId, async db =>
        {
            ScaleGroupKey[] meant = [.. groups.Where(g => scale is not null || g.Scale != TemperatureScale.Counts)];
            var rows = await db.Database.SqlQueryRaw<PictureRow>(
                $"SELECT c.id, c.scene_edit_id AS previous_id, c.read_scale AS scale, c.stored_median AS median, {Accepted} AS accepted {Open} AND (c.read_format, s.source, c.read_scale) IN (SELECT * FROM unnest({{2}}, {{3}}, {{4}}))",
                scope.TeamId, datasetId, meant.Select(g => g.Format).ToArray(), meant.Select(g => g.Source).ToArray(), meant.Select(g => g.Scale.ToString()).ToArray()).ToListAsync(cancellationToken);
            return [.. rows.Select(r => (r, (TemperatureScale?)(scale ?? Enum.Parse<TemperatureScale>(r.Scale!))))];
        }, cancellationToken);

    /// <summary>Takes back what was said for several pictures at once, where nobody has said otherwise or accepted the pair since: what was said before holds again.</summary>
    public Task<ScaleOutcome> TakeBackAsync(TeamScope scope, Guid datasetId, Guid batchId, CancellationToken cancellationToken) =>
        ChangeAsync(scope, datasetId, async db =>
        {
            var rows = await db.Database.SqlQueryRaw<PictureRow>(
                $"SELECT c.id, e.id AS previous_id, p.scale, c.stored_median AS median, {Accepted} AS accepted FROM captures c JOIN scene_edits e ON e.id = c.scene_edit_id LEFT JOIN scene_edits p ON p.id = e.previous_id WHERE c.team_id = {{0}} AND c.dataset_id = {{1}} AND e.batch_id = {{2}} AND e.scale IS NOT NULL",
                scope.TeamId, datasetId, batchId).ToListAsync(cancellationToken);
            return [.. rows.Select(r => (r, r.Scale is { } before ? Enum.Parse<TemperatureScale>(before) : (TemperatureScale?)null))];
        }, cancellationToken);

    /// <summary>Says with which scale one picture is shown.</summary>
    /// <param name="scope">Whose picture, and who says so.</param>
    /// <param name="captureId">The picture.</param>
    /// <param name="seen">The edit its author saw; null: none.</param>
    /// <param name="scale">The scale; null: as the file was read, confirmed by nobody.</param>
    /// <param name="cancellationToken">Cancelled: nothing is written.</param>
    public async Task<SceneOutcome> SaveAsync(TeamScope scope, Guid captureId, Guid? seen, TemperatureScale? scale, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (capture, outcome) = await db.LockCaptureAsync(captureId, seen, c => c.Reading() is null ? SceneOutcome.NoScale : SceneOutcome.Done, cancellationToken);
        if (capture is null || outcome != SceneOutcome.Done) return outcome;
        if (scale?.IsPlausible(capture.StoredMedian!.Value) == false) return SceneOutcome.Impossible;
        if (capture.SceneEdit?.Scale == scale) return SceneOutcome.Done; // as it is
        await db.PutAsync(capture, new SceneEdit { CaptureId = captureId, Scale = scale, PreviousId = capture.SceneEditId, UserId = scope.UserId, CreatedAt = time.GetUtcNow() }, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return SceneOutcome.Done;
    }

    private async Task<ScaleOutcome> ChangeAsync(TeamScope scope, Guid datasetId, Func<PortalDbContext, Task<IReadOnlyList<(PictureRow Picture, TemperatureScale? Scale)>>> choose, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockDatasetAsync(datasetId, cancellationToken); // nobody freezes or accepts anything of it meanwhile
        var chosen = await choose(db);
        var changed = chosen.Where(c => !c.Picture.Accepted && c.Scale?.IsPlausible(c.Picture.Median) != false).ToList();
        var (now, batches) = (time.GetUtcNow(), changed.Select(c => c.Scale).OfType<TemperatureScale>().Distinct().ToDictionary(s => s, _ => Guid.CreateVersion7()));
        await db.PutAsync([.. changed.Select(c => new SceneEdit
        {
            CaptureId = c.Picture.Id, Scale = c.Scale, BatchId = c.Scale is { } scale ? batches[scale] : null, PreviousId = c.Picture.PreviousId, UserId = scope.UserId, CreatedAt = now,
        })], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        var accepted = chosen.Count(c => c.Picture.Accepted);
        return new ScaleOutcome(changed.Count, accepted, chosen.Count - changed.Count - accepted, [.. batches.Values]);
    }

    private const string Accepted = "EXISTS (SELECT FROM capture_pairs p WHERE p.thermal_id = c.id AND p.review = 'Accepted')";

    private sealed record GroupRow(string Format, string Source, string Scale, int Count, double Lowest, double Highest);

    private sealed record PictureRow(Guid Id, Guid? PreviousId, string? Scale, double Median, bool Accepted);
}
