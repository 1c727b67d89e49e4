using Npgsql;

namespace ThermalPortal.Data.Datasets;

/// <summary>Lets one worker read an upload at a time; a dead worker's lock goes with its connection.</summary>
public sealed class UploadLock(NpgsqlDataSource database)
{
    /// <summary>The lock, held until disposed; null: another worker has it.</summary>
    public async Task<IAsyncDisposable?> TryTakeAsync(Guid uploadId, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock(hashtextextended(@id, 0))", connection);
            command.Parameters.AddWithValue("id", $"upload:{uploadId}");
            if (await command.ExecuteScalarAsync(cancellationToken) is true) return new Held(connection, uploadId);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
        await connection.DisposeAsync();
        return null;
    }

    private sealed class Held(NpgsqlConnection connection, Guid uploadId) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using (connection)
            {
                if (connection.State != System.Data.ConnectionState.Open) return;
                await using var command = new NpgsqlCommand("SELECT pg_advisory_unlock(hashtextextended(@id, 0))", connection);
                command.Parameters.AddWithValue("id", $"upload:{uploadId}");
                await command.ExecuteNonQueryAsync();
            }
        }
    }
}
