using Npgsql;

namespace ThermalPortal.Data.Translations;

/// <summary>Which run starts next, and what becomes of runs whose worker died. Any number of processes may call both at once.</summary>
public sealed class RunDispatcher(NpgsqlDataSource database, RunLifecycleOptions options)
{
    private const long DispatchLock = 0x7468_6572_6D61_6C02;

    /// <summary>
    /// Outbox: picks queued runs that may start soon, team by team in turn, so that one team's thousand runs do not hold up another's one,
    /// and marks them as handed over. Give each id to the queue, in this order.
    /// </summary>
    /// <param name="inFlight">Runs that may be handed over and unfinished at once, over all teams.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    public async Task<IReadOnlyList<Guid>> DispatchAsync(int inFlight, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // One dispatcher at a time: two would each fill the places that are free.
        await using (var one = new NpgsqlCommand("SELECT pg_advisory_xact_lock(@key)", connection, transaction))
            await one.With("key", DispatchLock).ExecuteNonQueryAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            WITH busy AS (
              SELECT team_id, count(*) AS n FROM translation_runs
              WHERE state IN ('Starting', 'Running', 'Stopping') OR (state = 'Queued' AND dispatched_at IS NOT NULL)
              GROUP BY team_id),
            waiting AS (
              SELECT r.id, r.created_at, coalesce(b.n, 0) + row_number() OVER (PARTITION BY r.team_id ORDER BY r.created_at, r.id) AS turn
              FROM translation_runs r LEFT JOIN busy b ON b.team_id = r.team_id
              WHERE r.state = 'Queued' AND r.dispatched_at IS NULL),
            chosen AS (
              SELECT id, created_at, turn FROM waiting ORDER BY turn, created_at, id
              LIMIT greatest(0, @places - (SELECT coalesce(sum(n), 0) FROM busy))),
            handed AS (
              UPDATE translation_runs r SET dispatched_at = now() FROM chosen c
              WHERE r.id = c.id AND r.state = 'Queued' RETURNING r.id, c.turn, c.created_at)
            SELECT id FROM handed ORDER BY turn, created_at, id
            """,
            connection, transaction);
        List<Guid> ids = [];
        await using (var rows = await command.With("places", inFlight).ExecuteReaderAsync(cancellationToken))
            while (await rows.ReadAsync(cancellationToken)) ids.Add(rows.GetGuid(0));
        await transaction.CommitAsync(cancellationToken);
        return ids;
    }

    /// <summary>
    /// Heals what dead workers left: re-queues runs whose lease ran out, poisons those out of attempts, finishes half-done cancels,
    /// takes back runs that the queue lost. Call every 30 s. Answers how many rows changed.
    /// </summary>
    public async Task<int> ReconcileAsync(CancellationToken cancellationToken)
    {
        await using var lost = database.CreateCommand(
            $"UPDATE translation_runs SET {RunSql.GiveBack} WHERE state IN ('Starting', 'Running', 'Stopping') AND lease_until < now()");
        await using var forgotten = database.CreateCommand(
            "UPDATE translation_runs SET dispatched_at = NULL WHERE state = 'Queued' AND dispatched_at < now() - @age");
        await using var previews = database.CreateCommand(
            "DELETE FROM live_previews p USING translation_runs r WHERE r.id = p.run_id AND r.state IN ('Succeeded', 'Failed', 'Canceled')");
        await previews.ExecuteNonQueryAsync(cancellationToken);
        return await lost.WithGiveBack(options, RunReasons.WorkerLost).ExecuteNonQueryAsync(cancellationToken)
            + await forgotten.With("age", options.Redispatch).ExecuteNonQueryAsync(cancellationToken);
    }
}
