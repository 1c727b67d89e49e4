using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace ThermalPortal.Data.Embedded;

/// <summary>
/// A private, real PostgreSQL server for one portal: started in a folder, on loopback, with a generated password; restarted if it dies;
/// stopped with the portal, also when that is killed. Port and password stay the same over restarts, so open pools recover.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private const string Database = "portal";
    private static readonly TimeSpan _retry = TimeSpan.FromMilliseconds(500);
    private readonly EmbeddedPostgresOptions _options;
    private readonly InstanceLock _lock;
    private readonly PostgresCluster _cluster;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private PostgresBinaries _binaries = null!;
    private PostgresAccount _account = null!;
    private PostgresServer _server = null!;
    private Task _watch = Task.CompletedTask;

    private EmbeddedPostgres(EmbeddedPostgresOptions options, InstanceLock held, ILogger logger) =>
        (_options, _lock, _cluster, _logger) = (options, held, new PostgresCluster(options.Folder), logger);

    /// <summary>Npgsql connection string of the portal's database.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Major version of the server.</summary>
    public int Major => _binaries.Major;

    /// <summary>Where the server was found, for people.</summary>
    public string Origin => _binaries.Origin;

    /// <summary>Starts the server, making its folder on the first run. Throws <see cref="EmbeddedPostgresException"/> with one clear line.</summary>
    public static async Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions options, ILogger? logger, CancellationToken cancellationToken)
    {
        options = options with { Folder = Path.GetFullPath(options.Folder) };
        Directory.CreateDirectory(options.Folder);
        var postgres = new EmbeddedPostgres(options, InstanceLock.Take(options.Folder), logger ?? NullLogger.Instance);
        try
        {
            await postgres.OpenAsync(cancellationToken);
            return postgres;
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc cref="StartAsync(EmbeddedPostgresOptions, ILogger?, CancellationToken)"/>
    public static Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions options, CancellationToken cancellationToken) =>
        StartAsync(options, null, cancellationToken);

    /// <summary>Stops the server cleanly and frees the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_server is not null) await _server.DisposeAsync();
        _lock.Dispose();
        _stopping.Dispose();
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        _binaries = await PostgresLocator.FindAsync(_options, _cluster.Major(), cancellationToken);
        _account = await PostgresAccount.ChooseAsync(_cluster.Folder, _binaries, cancellationToken);
        if (_cluster.Major() is null) await _cluster.CreateAsync(_binaries, _account, cancellationToken);
        await _cluster.StopLeftoverAsync(_binaries, _account, cancellationToken);
        var password = _cluster.ReadPassword();
        var portFile = Path.Combine(_options.Folder, "port");
        var port = File.Exists(portFile) && int.TryParse(File.ReadAllText(portFile), out var last) && IsFree(last) ? last : FreePort();
        for (var attempt = 1; ; attempt++)
        {
            ConnectionString = Connect(port, password, Database);
            if (await StartServerAsync(port, password, cancellationToken)) break;
            var words = _cluster.LastWords();
            if (attempt == 10) throw new EmbeddedPostgresException($"PostgreSQL {_binaries.Major} ({_binaries.Origin}) does not start in {_options.Folder}: {words}");
            // Another program took the port, or processes of a killed server are still leaving.
            port = FreePort();
            await Task.Delay(_retry, cancellationToken);
        }
        await File.WriteAllTextAsync(portFile, port.ToString(CultureInfo.InvariantCulture), cancellationToken);
        await CreateDatabaseAsync(Connect(port, password, "postgres"), cancellationToken);
        Log.PostgresStarted(_logger, _binaries.Major, _binaries.Origin, port, _account.Description);
        _watch = WatchAsync(port, password);
    }

    private async Task<bool> StartServerAsync(int port, string password, CancellationToken cancellationToken)
    {
        _server = PostgresServer.Start(_binaries, _account, _cluster, port, _options.Settings);
        if (await _server.WaitReadyAsync(Connect(port, password, "postgres"), _options.StartTimeout, cancellationToken)) return true;
        await _server.DisposeAsync();
        return false;
    }

    /// <summary>Starts the server again when it ends by itself: killed by the system or by hand.</summary>
    private async Task WatchAsync(int port, string password)
    {
        while (true)
        {
            await _server.Ended.WaitAsync(_stopping.Token);
            Log.PostgresDied(_logger, _cluster.LastWords());
            await _server.DisposeAsync();
            try
            {
                while (!await StartServerAsync(port, password, _stopping.Token)) await Task.Delay(_retry, _stopping.Token);
            }
            catch (EmbeddedPostgresException error)
            {
                Log.PostgresDied(_logger, error.Message);
            }
        }
    }

    private static async Task CreateDatabaseAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var exists = new NpgsqlCommand($"SELECT 1 FROM pg_database WHERE datname = '{Database}'", connection);
        if (await exists.ExecuteScalarAsync(cancellationToken) is not null) return;
        await using var create = new NpgsqlCommand($"CREATE DATABASE {Database}", connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Connect(int port, string password, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = PostgresCluster.User,
        Password = password,
        Database = database,
        Pooling = database == Database,
        MaxPoolSize = 40,
    }.ConnectionString;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (Exception error) when (error is SocketException or ArgumentOutOfRangeException)
        {
            return false;
        }
    }
}
