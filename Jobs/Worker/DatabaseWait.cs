using System.Data.Common;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ThermalPortal.Jobs.Worker;

/// <summary>Waits until the database answers: services start in any order.</summary>
internal static class DatabaseWait
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1), _sayEvery = TimeSpan.FromSeconds(15);

    public static async Task UntilReadyAsync(string connectionString, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        long? said = null;
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(connectionString);
                await connection.OpenAsync(cancellationToken);
                return;
            }
            catch (Exception e) when (e is DbException or TimeoutException or IOException)
            {
                if (said is null || time.GetElapsedTime(said.Value) > _sayEvery)
                {
                    Log.WaitingForDatabase(logger, e.Message);
                    said = time.GetTimestamp();
                }
                await Task.Delay(_pause, time, cancellationToken);
            }
        }
    }
}
