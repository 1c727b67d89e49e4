using System.Diagnostics;
using Npgsql;

namespace ThermalPortal.Data.Embedded;

/// <summary>
/// A running server process. On Unix a small shell stands between: it sends the server SIGINT (a fast, clean stop) as soon as the pipe from
/// the portal closes, so the server also goes when the portal is killed. It has a session of its own, so Ctrl+C in the terminal reaches
/// the portal alone, which then stops the server last.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string Guard =
        """
        trap '' INT HUP TERM QUIT; exec 2>/dev/null
        log=$1; shift
        exec 3<&0
        "$@" </dev/null >"$log" 2>&1 3<&- &
        server=$!
        ( read -r _ <&3; kill -INT $server ) >/dev/null 2>&1 &
        reader=$!
        exec 3<&- 0</dev/null
        wait $server; code=$?
        kill -KILL $reader 2>/dev/null
        exit $code
        """;

    private static readonly TimeSpan _stop = TimeSpan.FromSeconds(30);
    private readonly Process _process;
    private readonly PostgresBinaries _server;
    private readonly PostgresAccount _account;
    private readonly PostgresCluster _cluster;
    private bool _disposed;

    private PostgresServer(Process process, PostgresBinaries server, PostgresAccount account, PostgresCluster cluster) =>
        (_process, _server, _account, _cluster) = (process, server, account, cluster);

    /// <summary>Completes when the server has ended.</summary>
    public Task Ended => _process.WaitForExitAsync();

    public static PostgresServer Start(
        PostgresBinaries server, PostgresAccount account, PostgresCluster cluster, int port, IReadOnlyDictionary<string, string> settings)
    {
        Dictionary<string, string> all = new()
        {
            ["listen_addresses"] = "127.0.0.1",
            ["unix_socket_directories"] = "",
            ["max_connections"] = "200",
            ["shared_buffers"] = "64MB",
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
        };
        foreach (var (name, value) in settings) all[name] = value;
        string[] command = [server.Postgres, "-D", cluster.Folder, "-p", $"{port}", .. all.SelectMany(s => (string[])["-c", $"{s.Key}={s.Value}"])];
        string[] guarded = ["/bin/sh", "-c", Guard, "sh", cluster.LogFile, .. command];
        var start = OperatingSystem.IsWindows() ? account.Start(command[0], command[1..])
            : File.Exists("/usr/bin/setsid") ? account.Start("/usr/bin/setsid", guarded)
            : account.Start(guarded[0], guarded[1..]);
        start.RedirectStandardInput = true;
        return new PostgresServer(Process.Start(start)!, server, account, cluster);
    }

    /// <summary>Waits until the server answers. False: it ended instead; the log says why.</summary>
    public async Task<bool> WaitReadyAsync(string connectionString, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limit);
        while (!_process.HasExited)
        {
            try
            {
                await using var connection = new NpgsqlConnection(connectionString);
                await connection.OpenAsync(timeout.Token);
                return true;
            }
            catch (NpgsqlException) when (!timeout.IsCancellationRequested)
            {
                await Task.Delay(30, timeout.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception error) when (error is OperationCanceledException or NpgsqlException && !cancellationToken.IsCancellationRequested)
            {
                throw new EmbeddedPostgresException($"PostgreSQL did not answer within {limit.TotalSeconds:0} s. Its log: {_cluster.LastWords()}", error);
            }
        }
        return false;
    }

    /// <summary>Fast stop: open work is rolled back, everything committed is kept.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        if (OperatingSystem.IsWindows()) await ControlAsync("fast");
        else _process.StandardInput.Close();
        if (!await EndsAsync() && (await ControlAsync("immediate") != 0 || !await EndsAsync())) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private async Task<bool> EndsAsync()
    {
        using var limit = new CancellationTokenSource(_stop);
        await _process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _process.HasExited;
    }

    private async Task<int> ControlAsync(string mode) =>
        (await Tools.RunAsync(_account.Start(_server.PgCtl, "stop", "-D", _cluster.Folder, "-m", mode, "-w", "-t", "20"), CancellationToken.None)).Code;
}
