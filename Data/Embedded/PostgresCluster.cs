using System.Security.Cryptography;
using System.Buffers.Text;

namespace ThermalPortal.Data.Embedded;

/// <summary>The database's folder on disk: made once, its version and password kept, a server left over in it stopped.</summary>
internal sealed class PostgresCluster(string root)
{
    /// <summary>Name of the database's superuser.</summary>
    public const string User = "portal";

    private readonly string _passwordFile = Path.Combine(root, "password");

    /// <summary>PostgreSQL's data folder.</summary>
    public string Folder { get; } = Path.Combine(root, "cluster");

    /// <summary>What the server writes; begins anew with each start.</summary>
    public string LogFile => Path.Combine(Folder, "server.log");

    /// <summary>Major version that made the folder; null: not made yet.</summary>
    public int? Major() =>
        File.Exists(Path.Combine(Folder, "PG_VERSION")) && int.TryParse(File.ReadAllText(Path.Combine(Folder, "PG_VERSION")), out var major) ? major : null;

    public string ReadPassword() => File.Exists(_passwordFile)
        ? File.ReadAllText(_passwordFile).Trim()
        : throw new EmbeddedPostgresException($"The database's password file {_passwordFile} is missing. Put it back from a backup of {root}.");

    /// <summary>Makes the cluster with a new password. Killed half-way, the next start begins again.</summary>
    public async Task CreateAsync(PostgresBinaries server, PostgresAccount account, CancellationToken cancellationToken)
    {
        var unfinished = Folder + ".new";
        if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        Directory.CreateDirectory(unfinished);
        await account.OwnAsync(unfinished, cancellationToken);
        var password = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        var forInitDb = Path.Combine(root, "password.new");
        try
        {
            WriteSecret(_passwordFile, password);
            WriteSecret(forInitDb, password);
            await account.OwnAsync(forInitDb, cancellationToken);
            var (code, output) = await Tools.RunAsync(
                account.Start(
                    server.InitDb, "-D", unfinished, "-U", User, "-E", "UTF8", "--locale=C", "--auth=scram-sha-256", $"--pwfile={forInitDb}", "--no-sync", "--no-instructions"),
                cancellationToken);
            if (code != 0) throw new EmbeddedPostgresException($"initdb of PostgreSQL {server.Major} ({server.Origin}) failed in {root}: {LastLine(output)}");
        }
        finally
        {
            File.Delete(forInitDb);
        }
        Directory.Move(unfinished, Folder);
    }

    /// <summary>
    /// Stops a server that outlived its portal, and removes a <c>postmaster.pid</c> whose number now belongs to another program:
    /// PostgreSQL would refuse to start. A stale one without a living process it cleans up itself.
    /// </summary>
    public async Task StopLeftoverAsync(PostgresBinaries server, PostgresAccount account, CancellationToken cancellationToken)
    {
        var pidFile = Path.Combine(Folder, "postmaster.pid");
        if (!File.Exists(pidFile) || !int.TryParse(File.ReadLines(pidFile).FirstOrDefault(), out var pid) || !IsAlive(pid)) return;
        if (!IsServer(pid))
        {
            File.Delete(pidFile);
            return;
        }
        foreach (var mode in (string[])["fast", "immediate"])
            if ((await Tools.RunAsync(account.Start(server.PgCtl, "stop", "-D", Folder, "-m", mode, "-w", "-t", "20"), cancellationToken)).Code == 0) return;
        if (IsAlive(pid)) throw new EmbeddedPostgresException($"A PostgreSQL server (process {pid}) is left over in {Folder} and does not stop. Stop it by hand.");
    }

    /// <summary>The line of the server's log that says why it ended.</summary>
    public string LastWords()
    {
        try
        {
            var lines = File.ReadAllLines(LogFile);
            return lines.LastOrDefault(line => line.Contains("FATAL:", StringComparison.Ordinal)) ?? lines.LastOrDefault() ?? "no message";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "no log was written";
        }
    }

    private static string LastLine(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "no message";

    private static void WriteSecret(string path, string text)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        writer.Write(text);
    }

    private static bool IsAlive(int pid)
    {
        using var process = LiveProcess.Find(pid);
        return process is not null;
    }

    private bool IsServer(int pid)
    {
        var commandLine = $"/proc/{pid}/cmdline";
        if (File.Exists(commandLine)) return File.ReadAllText(commandLine).Split('\0').Contains(Folder);
        using var process = LiveProcess.Find(pid);
        return process is not null && process.ProcessName.Contains("postgres", StringComparison.OrdinalIgnoreCase);
    }
}
