using System.Diagnostics;

namespace ThermalPortal.Data.Embedded;

/// <summary>
/// As whom the server's programs run. PostgreSQL refuses root, so root starts them as another account that can reach the folder, or
/// else inside a user namespace where root has another number (which needs neither an account nor reachable folders).
/// </summary>
internal sealed class PostgresAccount
{
    private static readonly string[] _namespace = ["--user", "--map-user=1000", "--map-group=1000", "--"];
    private readonly string? _userName;
    private readonly bool _inNamespace;

    private PostgresAccount(string? userName, bool inNamespace) => (_userName, _inNamespace) = (userName, inNamespace);

    /// <summary>For people.</summary>
    public string Description => _userName ?? (_inNamespace ? "a user namespace" : "this account");

    /// <summary>The account that owns the cluster when there is one, else the first that works.</summary>
    public static async Task<PostgresAccount> ChooseAsync(string cluster, PostgresBinaries server, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess) return new PostgresAccount(null, false);
        var parent = Path.GetDirectoryName(cluster)!;
        if (Directory.Exists(cluster)) return await OwnerAsync(cluster, cancellationToken);
        foreach (var name in (string[])["postgres", "nobody"])
            if (new PostgresAccount(name, false) is var account && await account.ReachesAsync(parent, server, cancellationToken)) return account;
        var apart = new PostgresAccount(null, true);
        if (await apart.ReachesAsync(parent, server, cancellationToken)) return apart;
        throw new EmbeddedPostgresException(
            $"PostgreSQL refuses to run as root, and here neither the account 'postgres' nor 'nobody' can reach {parent}, nor are user namespaces " +
            "allowed. Run the portal as another account, or set Portal:DataFolder to a folder that 'postgres' can reach, or set ConnectionStrings:Portal.");
    }

    /// <summary>How to start a program of the server.</summary>
    public ProcessStartInfo Start(string program, params IEnumerable<string> arguments)
    {
        var start = _inNamespace ? Tools.Start("unshare", [.. _namespace, program, .. arguments]) : Tools.Start(program, arguments);
        if (_userName is not null && !OperatingSystem.IsWindows()) start.UserName = _userName;
        start.WorkingDirectory = "/";
        return start;
    }

    /// <summary>Gives a file or folder to the account.</summary>
    public async Task OwnAsync(string path, CancellationToken cancellationToken)
    {
        if (_userName is null) return;
        var (code, output) = await Tools.RunAsync(Tools.Start("chown", _userName, path), cancellationToken);
        if (code != 0) throw new EmbeddedPostgresException($"{path} could not be given to the account '{_userName}': {output}");
    }

    private static async Task<PostgresAccount> OwnerAsync(string cluster, CancellationToken cancellationToken)
    {
        // "drwx------ 19 101 104 4096 Nov 23 21:12 /…"
        var (_, line) = await Tools.RunAsync(Tools.Start("ls", "-nd", cluster), cancellationToken);
        var uid = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(2);
        if (uid == "0") return new PostgresAccount(null, true);
        var (code, name) = await Tools.RunAsync(Tools.Start("id", "-nu", uid ?? ""), cancellationToken);
        return code == 0
            ? new PostgresAccount(name, false)
            : throw new EmbeddedPostgresException($"{cluster} belongs to the account number {uid}, which this machine does not know. Give it to 'postgres' with chown.");
    }

    private async Task<bool> ReachesAsync(string folder, PostgresBinaries server, CancellationToken cancellationToken)
    {
        var start = Start("/bin/sh", "-c", "cd \"$1\" && \"$2\" --version", "sh", folder, server.Postgres);
        return (await Tools.RunAsync(start, cancellationToken)).Code == 0;
    }
}
