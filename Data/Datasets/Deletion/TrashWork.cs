using Npgsql;
using ThermalPortal.Data.Datasets.Export.Archives;
using ThermalPortal.Data.Files;

namespace ThermalPortal.Data.Datasets.Deletion;

/// <summary>The worker's side of the trash: removes datasets that were given up or whose days are over, then the bytes nobody names any more. Safe to repeat after any crash.</summary>
public sealed class TrashWork(NpgsqlDataSource database, IFileStore store, TimeProvider time)
{
    private const int BlobsAtOnce = 200;
    private const string LockFiles = "SELECT FROM stored_files WHERE id IN (SELECT id FROM gone_files) FOR UPDATE"; // whoever names one from here on waits
    private static readonly TimeSpan StoppedLife = TimeSpan.FromDays(1);
    private const string Due = "deleted_at IS NOT NULL AND CASE WHEN emptied_at IS NULL THEN ended_at IS NOT NULL OR deleted_at <= @expired ELSE ends_versions END";

    /// <summary>Datasets to be removed now, of every team.</summary>
    public async Task<IReadOnlyList<Guid>> DueAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"SELECT id FROM datasets WHERE {Due} ORDER BY deleted_at");
        command.Parameters.AddWithValue("expired", time.GetUtcNow() - TrashQueries.Life);
        return await ListAsync(command, reader => reader.GetGuid(0), cancellationToken);
    }

    /// <summary>
    /// Removes a dataset's rows in one transaction, with the uploads and files that nothing else names, and notes the bytes to be freed. Its frozen versions stay, and the dataset's row for their sake, unless
    /// somebody gave them up too. False: it is not due, or restored meanwhile.
    /// </summary>
    public async Task<bool> RemoveAsync(Guid datasetId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        Task<int> RunAsync(string sql) => ExecuteAsync(connection, transaction, sql, datasetId, TrashQueries.Life, cancellationToken);
        await RunAsync("SELECT pg_advisory_xact_lock(hashtextextended(@lock, 0))");
        if (await RunAsync($"UPDATE datasets SET emptied_at = coalesce(emptied_at, @now) WHERE id = @id AND {Due}") == 0) return false;
        await RunAsync("DELETE FROM capture_pairs WHERE dataset_id = @id");
        await RunAsync(TrashSql.Captures);
        foreach (var statement in TrashSql.Uploads(await ReferencesAsync(connection, transaction, "image_items", cancellationToken))) await RunAsync(statement);
        await RunAsync(TrashSql.Versions);
        await RunAsync(LockFiles);
        await RunAsync(TrashSql.Files(await ReferencesAsync(connection, transaction, "stored_files", cancellationToken)));
        await RunAsync("DELETE FROM datasets d WHERE id = @id AND NOT EXISTS (SELECT FROM dataset_versions v WHERE v.dataset_id = d.id)");
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Removes uploads that were stopped a day ago, as far as nothing names their files, and notes the bytes to be freed. Answers how many rows that were.</summary>
    public async Task<int> RemoveStoppedAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        Task<int> RunAsync(string sql) => ExecuteAsync(connection, transaction, sql, Guid.Empty, StoppedLife, cancellationToken);
        await RunAsync(TrashSql.Stopped);
        var removed = 0;
        foreach (var statement in TrashSql.Uploads(await ReferencesAsync(connection, transaction, "image_items", cancellationToken))) removed = await RunAsync(statement); // the last removes the uploads
        await RunAsync(LockFiles);
        await RunAsync(TrashSql.Files(await ReferencesAsync(connection, transaction, "stored_files", cancellationToken)));
        await transaction.CommitAsync(cancellationToken);
        return removed;
    }

    /// <summary>Removes archives that were given up or whose days are over, and notes the bytes to be freed.</summary>
    public async Task RemoveExportsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        Task<int> RunAsync(string sql) => ExecuteAsync(connection, transaction, sql, Guid.Empty, VersionExport.Life, cancellationToken);
        await RunAsync(TrashSql.Exports);
        await RunAsync(LockFiles);
        await RunAsync(TrashSql.Files(await ReferencesAsync(connection, transaction, "stored_files", cancellationToken)));
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Removes the bytes that were noted and that no team's file names, and answers how many bytes that freed.</summary>
    public async Task<long> FreeAsync(CancellationToken cancellationToken)
    {
        var freed = 0L;
        while (true)
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var blobs = await AskAsync("SELECT sha256 FROM freed_blobs ORDER BY sha256 LIMIT @most FOR UPDATE", []);
            if (blobs.Count == 0) return freed;
            // Nobody can name them while their locks are held; who does so later finds the bytes gone and keeps its own.
            await AskAsync("SELECT '' FROM (SELECT unnest(@blobs) AS key ORDER BY 1) b, pg_advisory_xact_lock(hashtextextended(b.key, 0))", [.. blobs.Select(BlobLock.Key)]);
            var orphans = await AskAsync("SELECT s FROM unnest(@blobs) s WHERE NOT EXISTS (SELECT FROM stored_files f WHERE f.sha256 = s)", blobs);
            foreach (var blob in orphans)
            {
                freed += store.LengthOf(blob);
                await store.DeleteAsync(blob, cancellationToken);
            }
            await AskAsync("DELETE FROM freed_blobs WHERE sha256 = ANY (@blobs) RETURNING sha256", blobs);
            await transaction.CommitAsync(cancellationToken);

            async Task<IReadOnlyList<string>> AskAsync(string sql, IReadOnlyList<string> names)
            {
                await using var command = new NpgsqlCommand(sql, connection, transaction);
                command.Parameters.AddWithValue("most", BlobsAtOnce);
                command.Parameters.AddWithValue("blobs", names.ToArray());
                return await ListAsync(command, reader => reader.GetString(0), cancellationToken);
            }
        }
    }

    private async Task<int> ExecuteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string sql, Guid datasetId, TimeSpan life, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("id", datasetId);
        command.Parameters.AddWithValue("lock", DatasetLock.Key(datasetId));
        command.Parameters.AddWithValue("now", time.GetUtcNow());
        command.Parameters.AddWithValue("expired", time.GetUtcNow() - life);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // Asked of the database: a table that names files tomorrow is heeded too.
    private static async Task<IReadOnlyList<(string Table, string Column)>> ReferencesAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string table, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(TrashSql.References, connection, transaction);
        command.Parameters.AddWithValue("table", table);
        return await ListAsync(command, reader => (reader.GetString(0), reader.GetString(1)), cancellationToken);
    }

    private static async Task<IReadOnlyList<T>> ListAsync<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        List<T> rows = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) rows.Add(read(reader));
        return rows;
    }
}
