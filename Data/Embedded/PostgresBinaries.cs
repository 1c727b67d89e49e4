namespace ThermalPortal.Data.Embedded;

/// <summary>A PostgreSQL installation.</summary>
/// <param name="Folder">Folder with <c>initdb</c>, <c>postgres</c> and <c>pg_ctl</c>.</param>
/// <param name="Major">Major version; a data folder works with its own only.</param>
/// <param name="Origin">Where it was found, for people.</param>
internal sealed record PostgresBinaries(string Folder, int Major, string Origin)
{
    public string InitDb => Tool("initdb");

    public string Postgres => Tool("postgres");

    public string PgCtl => Tool("pg_ctl");

    /// <summary>Asks the server in <paramref name="folder"/> for its version; null: there is none, or it does not run here.</summary>
    public static async Task<PostgresBinaries?> ProbeAsync(string folder, string origin, CancellationToken cancellationToken)
    {
        var found = new PostgresBinaries(folder, 0, origin);
        if (!File.Exists(found.Postgres) || !File.Exists(found.InitDb)) return null;
        var (code, output) = await Tools.RunAsync(Tools.Start(found.Postgres, "--version"), cancellationToken);
        // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
        var version = output.Split(' ', StringSplitOptions.RemoveEmptyEntries).SkipWhile(word => word != "(PostgreSQL)").Skip(1).FirstOrDefault();
        var digits = new string([.. (version ?? "").TakeWhile(char.IsAsciiDigit)]);
        return code == 0 && int.TryParse(digits, out var major) ? found with { Major = major } : null;
    }

    private string Tool(string name) => Path.Combine(Folder, OperatingSystem.IsWindows() ? name + ".exe" : name);
}
