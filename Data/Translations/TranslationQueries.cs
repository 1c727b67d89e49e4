using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Files;

namespace ThermalPortal.Data.Translations;

/// <summary>A team's translations: queued, watched, cancelled, kept in the history.</summary>
public sealed class TranslationQueries(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    /// <summary>Queues a run; <c>NOTIFY</c> wakes the dispatcher. Throws <see cref="ArgumentException"/> when an item or the model is not the team's.</summary>
    public async Task<Guid> CreateAsync(TeamScope scope, NewTranslation request, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        throw new NotImplementedException(time.ToString());
    }

    /// <summary>The history, newest first.</summary>
    public Task<Page<HistoryRow>> PageAsync(TeamScope scope, HistoryFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Everything about a run, in the trash or not; null: no such run in this team.</summary>
    public Task<TranslationDetail?> FindAsync(TeamScope scope, Guid runId, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>State and progress only; null: no such run in this team.</summary>
    public Task<RunProgress?> ProgressAsync(TeamScope scope, Guid runId, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Runs of the acting user that are not final, newest first: what a reload or another device reattaches to.</summary>
    public Task<IReadOnlyList<RunProgress>> ActiveAsync(TeamScope scope, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>The PNG of a result; null: no such result in this team.</summary>
    public Task<StoredFile?> ResultFileAsync(TeamScope scope, Guid resultId, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Asks a run to stop; idempotent.</summary>
    public Task<CancelOutcome> CancelAsync(TeamScope scope, Guid runId, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Moves a run to the trash (and cancels it if it still works). False: no such run in this team.</summary>
    public Task<bool> DeleteAsync(TeamScope scope, Guid runId, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Takes a run out of the trash. False: no such run in this team's trash.</summary>
    public Task<bool> RestoreAsync(TeamScope scope, Guid runId, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Queues the same pictures and options again. Null: no such run in this team.</summary>
    /// <param name="scope">Whose run.</param>
    /// <param name="runId">The run to repeat.</param>
    /// <param name="sameSeed">True: with the seed of its first result; false: with a new random seed.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<Guid?> RepeatAsync(TeamScope scope, Guid runId, bool sameSeed, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
