using System.Diagnostics;
using Npgsql;
using ThermalPortal.Data.Embedded;

namespace ThermalPortal.Data.Tests.Embedded;

public sealed class EmbeddedPostgresTests : IDisposable
{
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "embedded-" + Guid.NewGuid().ToString("N"))).FullName;

    private EmbeddedPostgresOptions Options => new()
    {
        Folder = Path.Combine(_folder, "postgres"),
        Settings = new Dictionary<string, string> { ["fsync"] = "off" },
    };

    private string PidFile => Path.Combine(_folder, "postgres", "cluster", "postmaster.pid");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StartAsync_StoppedAndStartedAgain_KeepsDataPortAndPassword(bool system)
    {
        var options = Options with { UseSystemServer = system };
        string first;
        await using (var postgres = await EmbeddedPostgres.StartAsync(options, CancellationToken.None))
        {
            Assert.Equal(system, postgres.Origin != "npm");
            first = postgres.ConnectionString;
            await RunAsync(first, "CREATE TABLE t (x int); INSERT INTO t VALUES (7)");
        }
        Assert.False(File.Exists(PidFile));
        await using var again = await EmbeddedPostgres.StartAsync(options, CancellationToken.None);
        Assert.Equal(first, again.ConnectionString);
        Assert.Equal(7, await RunAsync(again.ConnectionString, "SELECT x FROM t"));
    }

    [Fact]
    public async Task StartAsync_FirstRun_ListensOnLoopbackAndHidesPassword()
    {
        await using var postgres = await EmbeddedPostgres.StartAsync(Options, CancellationToken.None);
        Assert.Equal("127.0.0.1", await RunAsync(postgres.ConnectionString, "SHOW listen_addresses"));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Options.Folder, "password")));
        var wrong = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Password = "wrong" }.ConnectionString;
        await Assert.ThrowsAsync<PostgresException>(() => RunAsync(wrong, "SELECT 1"));
    }

    [Fact]
    public async Task Server_Killed_ComesBackWithItsDataAtTheSamePlace()
    {
        await using var postgres = await EmbeddedPostgres.StartAsync(Options, CancellationToken.None);
        await RunAsync(postgres.ConnectionString, "CREATE TABLE t (x int); INSERT INTO t VALUES (7)");
        using (var server = Process.GetProcessById(ServerPid())) server.Kill();
        Assert.Equal(7, await EventuallyAsync(() => RunAsync(postgres.ConnectionString, "SELECT x FROM t")));
    }

    [Fact]
    public async Task StartAsync_ServerLeftOverFromKilledPortal_TakesOver()
    {
        int leftover;
        await using (var postgres = await EmbeddedPostgres.StartAsync(Options, CancellationToken.None))
            await RunAsync(postgres.ConnectionString, "CREATE TABLE t (x int); INSERT INTO t VALUES (7)");
        // Started by pg_ctl, so that nothing of ours guards it: what a killed portal and a killed guard leave.
        var cluster = new PostgresCluster(Options.Folder);
        var binaries = await PostgresLocator.FindAsync(Options, null, CancellationToken.None);
        var account = await PostgresAccount.ChooseAsync(cluster.Folder, binaries, CancellationToken.None);
        var start = account.Start("/bin/sh", "-c", $"exec '{binaries.PgCtl}' start -W -D '{cluster.Folder}' -l '{cluster.LogFile}' -o \"-c unix_socket_directories= -p {FreePort()}\" >/dev/null 2>&1");
        await Tools.RunAsync(start, CancellationToken.None);
        leftover = await EventuallyAsync(() => Task.FromResult(ServerPid()));

        await using var next = await EmbeddedPostgres.StartAsync(Options, CancellationToken.None);
        Assert.NotEqual(leftover, ServerPid());
        Assert.Equal(7, await RunAsync(next.ConnectionString, "SELECT x FROM t"));
    }

    [Fact]
    public async Task StartAsync_PidFileNamesAnotherProgram_Starts()
    {
        await using (await EmbeddedPostgres.StartAsync(Options, CancellationToken.None))
        {
        }
        await File.WriteAllTextAsync(PidFile, $"{Environment.ProcessId}\n{Path.GetDirectoryName(PidFile)}\n1\n5432\n\n127.0.0.1\n", CancellationToken.None);
        await using var postgres = await EmbeddedPostgres.StartAsync(Options, CancellationToken.None);
        Assert.Equal(1, await RunAsync(postgres.ConnectionString, "SELECT 1"));
    }

    [Fact]
    public async Task StartAsync_KilledWhileMakingTheCluster_BeginsAgain()
    {
        var half = Directory.CreateDirectory(Path.Combine(Options.Folder, "cluster.new"));
        await File.WriteAllTextAsync(Path.Combine(half.FullName, "PG_VERSION"), "15", CancellationToken.None);
        await using var postgres = await EmbeddedPostgres.StartAsync(Options, CancellationToken.None);
        Assert.Equal(1, await RunAsync(postgres.ConnectionString, "SELECT 1"));
    }

    [Fact]
    public async Task StartAsync_SecondInstance_OneClearLine()
    {
        await using var first = await EmbeddedPostgres.StartAsync(Options, CancellationToken.None);
        var error = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => EmbeddedPostgres.StartAsync(Options, CancellationToken.None));
        Assert.StartsWith($"Another portal (process {Environment.ProcessId}) already works in {Options.Folder}.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal(1, await RunAsync(first.ConnectionString, "SELECT 1"));
    }

    [Fact]
    public async Task StartAsync_ClusterOfAnotherMajor_SaysWhichIsNeeded()
    {
        Directory.CreateDirectory(Path.Combine(Options.Folder, "cluster"));
        await File.WriteAllTextAsync(Path.Combine(Options.Folder, "cluster", "PG_VERSION"), "9\n", CancellationToken.None);
        var error = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => EmbeddedPostgres.StartAsync(Options, CancellationToken.None));
        Assert.Contains("was made by PostgreSQL 9", error.Message, StringComparison.Ordinal);
        Assert.Contains("18 (npm)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_ClusterOfTheNpmServer_PicksItBeforeTheSystemOne()
    {
        await using (await EmbeddedPostgres.StartAsync(Options with { UseSystemServer = false }, CancellationToken.None))
        {
        }
        await using var postgres = await EmbeddedPostgres.StartAsync(Options, CancellationToken.None);
        Assert.Equal(18, postgres.Major);
    }

    [Fact]
    public async Task StartAsync_BinFolderWithoutServer_SaysWhichSettingIsWrong()
    {
        var error = await Assert.ThrowsAsync<EmbeddedPostgresException>(
            () => EmbeddedPostgres.StartAsync(Options with { BinFolder = _folder }, CancellationToken.None));
        Assert.StartsWith("Portal:Postgres:BinFolder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_FolderOnlyRootCanReach_Starts()
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using var postgres = await EmbeddedPostgres.StartAsync(Options, CancellationToken.None);
        Assert.Equal(1, await RunAsync(postgres.ConnectionString, "SELECT 1"));
    }

    private static async Task<object?> RunAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static async Task<T> EventuallyAsync<T>(Func<Task<T>> attempt)
    {
        for (var n = 0; ; n++)
        {
            try
            {
                return await attempt();
            }
            catch (Exception) when (n < 100)
            {
                await Task.Delay(100);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private int ServerPid() => int.Parse(File.ReadLines(PidFile).First(), System.Globalization.CultureInfo.InvariantCulture);
}
