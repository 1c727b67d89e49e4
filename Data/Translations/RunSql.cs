using Npgsql;

namespace ThermalPortal.Data.Translations;

/// <summary>The pieces of SQL that the run life cycle shares.</summary>
internal static class RunSql
{
    /// <summary>Only the holder of the lease, and only while the run is not final.</summary>
    public const string Fence = "WHERE id = @id AND team_id = @team AND epoch = @epoch AND state IN ('Starting', 'Running', 'Stopping')";

    /// <summary>
    /// Ends a claim before the run's end: cancelled if that was asked for, poisoned if out of attempts, else back to the queue.
    /// Parameters: max, counts (whether the claim was an attempt), code and reason (of going back), poison, user (texts).
    /// </summary>
    public const string GiveBack =
        """
        epoch = epoch + 1, lease_owner = NULL, lease_until = NULL, dispatched_at = NULL,
        attempt = CASE WHEN @counts THEN attempt ELSE attempt - 1 END,
        state = CASE WHEN cancel_requested_at IS NOT NULL THEN 'Canceled' WHEN @counts AND attempt >= @max THEN 'Failed' ELSE 'Queued' END,
        reason_code = CASE WHEN cancel_requested_at IS NOT NULL THEN 'user' WHEN @counts AND attempt >= @max THEN 'poisoned' ELSE @code END,
        reason = CASE WHEN cancel_requested_at IS NOT NULL THEN @user WHEN @counts AND attempt >= @max THEN @poison ELSE @reason END,
        finished_at = CASE WHEN cancel_requested_at IS NOT NULL OR (@counts AND attempt >= @max) THEN now() END
        """;

    public static NpgsqlCommand With(this NpgsqlCommand command, string name, object value)
    {
        command.Parameters.AddWithValue(name, value);
        return command;
    }

    public static NpgsqlCommand WithLease(this NpgsqlCommand command, RunLease lease) =>
        command.With("id", lease.RunId).With("team", lease.Scope.TeamId).With("epoch", lease.Epoch);

    public static NpgsqlCommand WithGiveBack(this NpgsqlCommand command, RunLifecycleOptions options, string code) => command
        .With("max", options.MaxAttempts)
        .With("counts", code != RunReasons.WorkerShutdown)
        .With("code", code)
        .With("reason", RunReasons.TextOf(code))
        .With("poison", RunReasons.TextOf(RunReasons.Poisoned))
        .With("user", RunReasons.TextOf(RunReasons.User));
}
