using Npgsql;

namespace ThermalPortal.Data.Translations;

/// <summary>
/// The worker's side of a run: claim, renew, progress, end. Each is one SQL statement; all but the claim are fenced by the epoch of the
/// lease, so a worker that lost its run changes nothing. Leases are judged by the database's clock.
/// </summary>
public sealed class RunLifecycle(NpgsqlDataSource database, RunLifecycleOptions options)
{
    /// <summary>Takes a queued run, or one whose lease ran out. Null: gone, final, held by another, or out of attempts.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="owner">Name of this worker, for people.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    public Task<RunLease?> ClaimAsync(Guid runId, string owner, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Extends the lease; call every quarter of <see cref="RunLifecycleOptions.Lease"/>.</summary>
    public Task<LeaseState> RenewAsync(RunLease lease, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Sets the run to running and its progress (0..1; never falls), and extends the lease.</summary>
    public Task<LeaseState> ReportProgressAsync(RunLease lease, double progress, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Ends well. False: the lease was lost, nothing written.</summary>
    public Task<bool> CompleteAsync(RunLease lease, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Ends badly, for good. False: the lease was lost, nothing written.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="reasonCode">One of <see cref="RunReasons"/>.</param>
    /// <param name="detail">For people; null: the reason's own text.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    public Task<bool> FailAsync(RunLease lease, string reasonCode, string? detail, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Ends a cancelled run once the engine let go. False: the lease was lost, nothing written.</summary>
    public Task<bool> FinishCancelAsync(RunLease lease, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Back to the queue: the engine died or the worker shuts down. A shutdown does not count as an attempt.</summary>
    public Task<bool> ReleaseAsync(RunLease lease, string reasonCode, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>
    /// Outbox: picks queued runs that may start soon, team by team in turn, so that one team's thousand runs do not hold up another's one,
    /// and marks them as handed over. Give each id to the queue.
    /// </summary>
    /// <param name="inFlight">Runs that may be handed over and unfinished at once, over all teams.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    public Task<IReadOnlyList<Guid>> DispatchAsync(int inFlight, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>
    /// Heals what dead workers left: re-queues runs whose lease ran out, poisons those out of attempts, finishes half-done cancels,
    /// takes back runs the queue lost. Call every 30 s. Answers how many rows changed.
    /// </summary>
    public Task<int> ReconcileAsync(CancellationToken cancellationToken) => throw new NotImplementedException(options.ToString() + database);
}
