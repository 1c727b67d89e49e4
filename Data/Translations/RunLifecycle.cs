using Npgsql;
using NpgsqlTypes;
using ThermalPortal.Data.Accounts;

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
    public async Task<RunLease?> ClaimAsync(Guid runId, string owner, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            UPDATE translation_runs SET
              epoch = epoch + 1, attempt = attempt + 1, lease_owner = @owner, lease_until = now() + @lease,
              started_at = coalesce(started_at, now()), reason_code = NULL, reason = NULL,
              state = CASE state WHEN 'Stopping' THEN 'Stopping' ELSE 'Starting' END
            WHERE id = @id AND attempt < @max
              AND (state = 'Queued' OR (state IN ('Starting', 'Running', 'Stopping') AND lease_until < now()))
            RETURNING epoch, attempt, team_id, user_id, state = 'Stopping'
            """);
        command.With("id", runId).With("owner", owner).With("lease", options.Lease).With("max", options.MaxAttempts);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken)) return null;
        return new RunLease(runId, row.GetInt64(0), row.GetInt32(1), new TeamScope(row.GetGuid(2), row.GetGuid(3)), row.GetBoolean(4));
    }

    /// <summary>Extends the lease; call every quarter of <see cref="RunLifecycleOptions.Lease"/>.</summary>
    public async Task<LeaseState> RenewAsync(RunLease lease, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"UPDATE translation_runs SET lease_until = now() + @lease {RunSql.Fence} RETURNING cancel_requested_at IS NOT NULL");
        return await HoldAsync(command.WithLease(lease), cancellationToken);
    }

    /// <summary>Sets the run to running and its progress (0..1; never falls), and extends the lease. A few times a second at most.</summary>
    public async Task<LeaseState> ReportProgressAsync(RunLease lease, double progress, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
            UPDATE translation_runs SET
              lease_until = now() + @lease, progress = greatest(progress, @progress),
              state = CASE state WHEN 'Stopping' THEN 'Stopping' ELSE 'Running' END
            {RunSql.Fence} RETURNING cancel_requested_at IS NOT NULL
            """);
        command.WithLease(lease).With("progress", double.IsNaN(progress) ? 0 : Math.Clamp(progress, 0, 1));
        return await HoldAsync(command, cancellationToken);
    }

    /// <summary>
    /// Ends a run whose pictures are all done: succeeded, or cancelled if that was asked for meanwhile, or failed (bad_data) if no picture
    /// could be translated. Null: the lease was lost, nothing written.
    /// </summary>
    public async Task<RunState?> CompleteAsync(RunLease lease, CancellationToken cancellationToken)
    {
        await using var query = database.CreateCommand("SELECT EXISTS (SELECT FROM translation_inputs WHERE run_id = @id AND state = 'Succeeded')");
        var any = (bool)(await query.With("id", lease.RunId).ExecuteScalarAsync(cancellationToken))!;
        return any
            ? await EndAsync(lease, RunState.Succeeded, null, null, cancellationToken)
            : await EndAsync(lease, RunState.Failed, RunReasons.BadData, null, cancellationToken);
    }

    /// <summary>Ends badly, for good; cancelled if that was asked for meanwhile. Null: the lease was lost, nothing written.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="reasonCode">One of <see cref="RunReasons"/>.</param>
    /// <param name="detail">For people; null: the reason's own text.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    public Task<RunState?> FailAsync(RunLease lease, string reasonCode, string? detail, CancellationToken cancellationToken) =>
        EndAsync(lease, RunState.Failed, reasonCode, detail, cancellationToken);

    /// <summary>Ends a cancelled run once the engine let go. Null: the lease was lost, nothing written.</summary>
    public Task<RunState?> FinishCancelAsync(RunLease lease, CancellationToken cancellationToken) =>
        EndAsync(lease, RunState.Canceled, RunReasons.User, null, cancellationToken);

    /// <summary>
    /// Gives a run back before its end: to the queue, or to its end if it was cancelled or is out of attempts. A worker's shutdown
    /// (<see cref="RunReasons.WorkerShutdown"/>) does not count as an attempt. Null: the lease was lost, nothing written.
    /// </summary>
    public async Task<RunState?> ReleaseAsync(RunLease lease, string reasonCode, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"UPDATE translation_runs SET {RunSql.GiveBack} {RunSql.Fence} RETURNING state");
        return StateOf(await command.WithLease(lease).WithGiveBack(options, reasonCode).ExecuteScalarAsync(cancellationToken));
    }

    private async Task<LeaseState> HoldAsync(NpgsqlCommand command, CancellationToken cancellationToken) =>
        await command.With("lease", options.Lease).ExecuteScalarAsync(cancellationToken) switch
        {
            true => LeaseState.CancelRequested,
            false => LeaseState.Held,
            _ => LeaseState.Lost,
        };

    private async Task<RunState?> EndAsync(RunLease lease, RunState state, string? code, string? detail, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
            UPDATE translation_runs SET
              epoch = epoch + 1, lease_owner = NULL, lease_until = NULL, finished_at = now(),
              state = CASE WHEN cancel_requested_at IS NOT NULL THEN 'Canceled' ELSE @state END,
              reason_code = CASE WHEN cancel_requested_at IS NOT NULL THEN 'user' ELSE @code END,
              reason = CASE WHEN cancel_requested_at IS NOT NULL THEN @user ELSE @reason END,
              progress = CASE WHEN cancel_requested_at IS NULL AND @state = 'Succeeded' THEN 1 ELSE progress END
            {RunSql.Fence} RETURNING state
            """);
        command.WithLease(lease).With("state", state.ToString()).With("user", RunReasons.TextOf(RunReasons.User));
        command.Parameters.AddWithValue("code", NpgsqlDbType.Text, (object?)code ?? DBNull.Value);
        command.Parameters.AddWithValue("reason", NpgsqlDbType.Text, (object?)(StoredText.Clean(detail) ?? (code is null ? null : RunReasons.TextOf(code))) ?? DBNull.Value);
        return StateOf(await command.ExecuteScalarAsync(cancellationToken));
    }

    private static RunState? StateOf(object? scalar) => scalar is string name ? Enum.Parse<RunState>(name) : null;
}
