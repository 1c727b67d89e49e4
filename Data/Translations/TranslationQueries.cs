using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Files;

namespace ThermalPortal.Data.Translations;

/// <summary>A team's translations: queued, watched, repeated, trashed. The list of them is <see cref="HistoryQueries"/>.</summary>
public sealed class TranslationQueries(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    /// <summary>
    /// Queues a run; <c>NOTIFY</c> wakes the dispatcher. A missing seed is drawn here, so that a restarted run makes the same pictures.
    /// Throws <see cref="ArgumentException"/> when the options are invalid, or a picture or the model is not the team's.
    /// </summary>
    public async Task<Guid> CreateAsync(TeamScope scope, NewTranslation request, CancellationToken cancellationToken)
    {
        if (request.Options.Validate() is { Count: > 0 } errors) throw new ArgumentException(string.Join(" ", errors), nameof(request));
        if (request.Inputs.Count == 0) throw new ArgumentException("A translation needs at least one picture.", nameof(request));
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var items = request.Inputs.Select(i => i.ItemId).Distinct().ToList();
        if (await db.ImageItems.CountAsync(i => items.Contains(i.Id), cancellationToken) != items.Count)
            throw new ArgumentException("A picture does not exist.", nameof(request));
        if (!await db.ModelVersions.AnyAsync(m => m.Id == request.ModelVersionId, cancellationToken))
            throw new ArgumentException("The model does not exist.", nameof(request));
        var run = new TranslationRun
        {
            TeamId = scope.TeamId,
            UserId = scope.UserId,
            ModelVersionId = request.ModelVersionId,
            CreatedAt = time.GetUtcNow(),
            Options = request.Options with { Seed = request.Options.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue) },
        };
        run.Inputs.AddRange(request.Inputs.Select((input, n) => new TranslationInput { ItemId = input.ItemId, Ordinal = n, Crop = input.Crop }));
        db.TranslationRuns.Add(run);
        await db.SaveChangesAsync(cancellationToken);
        return run.Id;
    }

    /// <summary>Everything about a run, in the trash or not; null: no such run in this team.</summary>
    public async Task<TranslationDetail?> FindAsync(TeamScope scope, Guid runId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var run = await db.TranslationRuns.AsNoTracking().AsSplitQuery()
            .Include(r => r.ModelVersion)
            .Include(r => r.Inputs).ThenInclude(i => i.Item)
            .Include(r => r.Inputs).ThenInclude(i => i.Results)
            .Include(r => r.Inputs).ThenInclude(i => i.Attributes)
            .SingleOrDefaultAsync(r => r.Id == runId, cancellationToken);
        if (run is null) return null;
        var userName = await db.Users.Where(u => u.Id == run.UserId).Select(u => u.DisplayName).SingleOrDefaultAsync(cancellationToken);
        return TranslationDetail.Of(run, userName ?? "");
    }

    /// <summary>State and progress only; null: no such run in this team.</summary>
    public async Task<RunProgress?> ProgressAsync(TeamScope scope, Guid runId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return (await ProgressAsync(db, db.TranslationRuns.Where(r => r.Id == runId), cancellationToken)).SingleOrDefault();
    }

    /// <summary>Runs of the acting user that are not final, newest first: what a reload or another device reattaches to.</summary>
    public async Task<IReadOnlyList<RunProgress>> ActiveAsync(TeamScope scope, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var runs = db.TranslationRuns
            .Where(r => r.UserId == scope.UserId && r.DeletedAt == null && RunStates.Active.Contains(r.State))
            .OrderByDescending(r => r.CreatedAt).ThenByDescending(r => r.Id);
        return await ProgressAsync(db, runs.Take(PageRequest.MaxTake), cancellationToken);
    }

    /// <summary>The PNG of a result; null: no such result in this team.</summary>
    public async Task<StoredFile?> ResultFileAsync(TeamScope scope, Guid resultId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return await db.TranslationResults.Where(r => r.Id == resultId)
            .Join(db.StoredFiles.AsNoTracking(), r => r.FileId, f => f.Id, (r, f) => f)
            .SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>The PNG of a result for saving: with the visible note where there is such a file; null: no such result in this team.</summary>
    public async Task<StoredFile?> MarkedFileAsync(TeamScope scope, Guid resultId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return await db.TranslationResults.Where(r => r.Id == resultId)
            .Join(db.StoredFiles.AsNoTracking(), r => r.MarkedFileId ?? r.FileId, f => f.Id, (r, f) => f)
            .SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Asks a run to stop; idempotent. A queued one ends at once, a working one when its engine lets go.</summary>
    public async Task<CancelOutcome> CancelAsync(TeamScope scope, Guid runId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var state = await db.Database.SqlQuery<string>(
            $"""
            UPDATE translation_runs SET
              cancel_requested_at = coalesce(cancel_requested_at, now()), reason_code = {RunReasons.User}, reason = {RunReasons.TextOf(RunReasons.User)},
              epoch = CASE state WHEN 'Queued' THEN epoch + 1 ELSE epoch END,
              finished_at = CASE state WHEN 'Queued' THEN now() END,
              state = CASE state WHEN 'Queued' THEN 'Canceled' ELSE 'Stopping' END
            WHERE id = {runId} AND team_id = {scope.TeamId} AND state IN ('Queued', 'Starting', 'Running', 'Stopping')
            RETURNING state AS "Value"
            """).ToListAsync(cancellationToken);
        if (state is ["Canceled"]) return CancelOutcome.Canceled;
        if (state is [_]) return CancelOutcome.Stopping;
        return await db.TranslationRuns.AnyAsync(r => r.Id == runId, cancellationToken) ? CancelOutcome.AlreadyFinal : CancelOutcome.NotFound;
    }

    /// <summary>Moves a run to the trash and cancels it if it still works. False: no such run in this team.</summary>
    public async Task<bool> DeleteAsync(TeamScope scope, Guid runId, CancellationToken cancellationToken)
    {
        if (await CancelAsync(scope, runId, cancellationToken) == CancelOutcome.NotFound) return false;
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var now = time.GetUtcNow();
        await db.TranslationRuns.Where(r => r.Id == runId && r.DeletedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.DeletedAt, now), cancellationToken);
        return true;
    }

    /// <summary>Takes a run out of the trash. False: no such run in this team's trash.</summary>
    public async Task<bool> RestoreAsync(TeamScope scope, Guid runId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return await db.TranslationRuns.Where(r => r.Id == runId && r.DeletedAt != null)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.DeletedAt, (DateTimeOffset?)null), cancellationToken) > 0;
    }

    /// <summary>Queues the same pictures and options again. Null: no such run in this team.</summary>
    /// <param name="scope">Whose run.</param>
    /// <param name="runId">The run to repeat.</param>
    /// <param name="sameSeed">True: the same pictures come out; false: a new random seed.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public async Task<Guid?> RepeatAsync(TeamScope scope, Guid runId, bool sameSeed, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var run = await db.TranslationRuns.AsNoTracking().Include(r => r.Inputs).SingleOrDefaultAsync(r => r.Id == runId, cancellationToken);
        if (run is null) return null;
        return await CreateAsync(
            scope,
            new NewTranslation
            {
                ModelVersionId = run.ModelVersionId,
                Options = sameSeed ? run.Options : run.Options with { Seed = null },
                Inputs = [.. run.Inputs.OrderBy(i => i.Ordinal).Select(i => new NewTranslationInput(i.ItemId, i.Crop))],
            },
            cancellationToken);
    }

    private static async Task<List<RunProgress>> ProgressAsync(PortalDbContext db, IQueryable<TranslationRun> runs, CancellationToken cancellationToken)
    {
        var rows = await runs.Select(r => new { r.Id, r.State, r.Progress, r.Reason, r.CreatedAt }).ToListAsync(cancellationToken);
        // A query of its own: IgnoreQueryFilters holds for the whole query it stands in. Times only: other teams' runs stay theirs.
        List<DateTimeOffset> waiting = rows.Any(r => r.State == RunState.Queued)
            ? await db.TranslationRuns.IgnoreQueryFilters().Where(r => r.State == RunState.Queued).Select(r => r.CreatedAt).ToListAsync(cancellationToken)
            : [];
        return [.. rows.Select(r => new RunProgress(
            r.Id, r.State, r.Progress, r.Reason, r.State == RunState.Queued ? waiting.Count(earlier => earlier < r.CreatedAt) : null))];
    }
}
