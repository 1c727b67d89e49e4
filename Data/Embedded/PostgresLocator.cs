using System.Runtime.InteropServices;

namespace ThermalPortal.Data.Embedded;

/// <summary>
/// Finds a PostgreSQL server of version 15 or newer: the configured folder alone, else installed ones (newest first), else the npm
/// package <c>@embedded-postgres</c>.
/// </summary>
internal static class PostgresLocator
{
    public const int OldestMajor = 15;

    /// <summary>The first server found, or the first of <paramref name="major"/> when a data folder needs that one.</summary>
    public static async Task<PostgresBinaries> FindAsync(EmbeddedPostgresOptions options, int? major, CancellationToken cancellationToken)
    {
        var found = options.BinFolder is { } configured
            ? await ConfiguredAsync(configured, cancellationToken)
            : await SearchAsync(options, cancellationToken);
        if (found.FirstOrDefault(server => major is null || server.Major == major) is { } match) return match;
        if (found.Count == 0)
            throw new EmbeddedPostgresException(
                $"No PostgreSQL server was found. Install PostgreSQL {OldestMajor} or newer, or run 'npm ci' in the repository, or set " +
                "Portal:Postgres:BinFolder to the folder with initdb and postgres, or ConnectionStrings:Portal to a database of yours.");
        throw new EmbeddedPostgresException(
            $"The database in {options.Folder} was made by PostgreSQL {major}, but only {string.Join(", ", found.Select(f => $"{f.Major} ({f.Origin})"))} " +
            $"was found. Install PostgreSQL {major} or set Portal:Postgres:BinFolder to it, or start anew by moving that folder away.");
    }

    private static async Task<List<PostgresBinaries>> ConfiguredAsync(string folder, CancellationToken cancellationToken)
    {
        var server = await PostgresBinaries.ProbeAsync(Path.GetFullPath(folder), "Portal:Postgres:BinFolder", cancellationToken)
            ?? throw new EmbeddedPostgresException($"Portal:Postgres:BinFolder names {folder}, but no working initdb and postgres are there.");
        if (server.Major < OldestMajor)
            throw new EmbeddedPostgresException($"Portal:Postgres:BinFolder holds PostgreSQL {server.Major}; {OldestMajor} or newer is needed.");
        return [server];
    }

    private static async Task<List<PostgresBinaries>> SearchAsync(EmbeddedPostgresOptions options, CancellationToken cancellationToken)
    {
        List<PostgresBinaries> found = [];
        foreach (var folder in options.UseSystemServer ? SystemFolders() : [])
            if (await PostgresBinaries.ProbeAsync(folder, folder, cancellationToken) is { Major: >= OldestMajor } server) found.Add(server);
        found = [.. found.OrderByDescending(server => server.Major)];
        if (NpmFolder(options.NodeModulesFrom) is { } native)
        {
            NpmLibraryLinks.Create(native);
            if (await PostgresBinaries.ProbeAsync(Path.Combine(native, "bin"), "npm", cancellationToken) is { } server) found.Add(server);
        }
        return found;
    }

    private static IEnumerable<string> SystemFolders()
    {
        (string Root, string Pattern)[] places =
        [
            ("/usr/lib/postgresql", "*"), ("/usr", "pgsql-*"), ("/opt/homebrew/opt", "postgresql@*"), ("/usr/local/opt", "postgresql@*"),
            ("/Applications/Postgres.app/Contents/Versions", "*"),
            (Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"), "*"),
        ];
        var installed = places.Where(place => Directory.Exists(place.Root))
            .SelectMany(place => Directory.EnumerateDirectories(place.Root, place.Pattern))
            .Select(folder => Path.Combine(folder, "bin"));
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "postgres.exe" : "postgres"))
            .Where(File.Exists)
            .Select(file => Path.GetDirectoryName(File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file)!);
        return installed.Concat(path).Where(Directory.Exists).Distinct();
    }

    private static string? NpmFolder(IEnumerable<string> starts)
    {
        var package = Path.Combine("node_modules", "@embedded-postgres", $"{OsName()}-{ArchName()}", "native");
        foreach (var start in starts)
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
                if (Path.Combine(folder.FullName, package) is var native && Directory.Exists(native)) return native;
        return null;
    }

    private static string OsName() => OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";

    private static string ArchName() => RuntimeInformation.OSArchitecture switch
    {
        Architecture.Arm64 => "arm64",
        Architecture.Arm => "arm",
        Architecture.X86 => "ia32",
        _ => "x64",
    };
}
