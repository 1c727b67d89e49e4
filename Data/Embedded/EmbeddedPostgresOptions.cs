namespace ThermalPortal.Data.Embedded;

/// <summary>Where and how the private PostgreSQL runs.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>Folder of the database: cluster, password, lock. <c>.data/postgres</c> below <c>Portal:DataFolder</c>.</summary>
    public required string Folder { get; init; }

    /// <summary><c>Portal:Postgres:BinFolder</c>: folder with <c>initdb</c> and <c>postgres</c>; null: looked for.</summary>
    public string? BinFolder { get; init; }

    /// <summary>Folders from which <c>node_modules</c> is looked for, upwards; default: of the program and the current one.</summary>
    public IReadOnlyList<string> NodeModulesFrom { get; init; } = [AppContext.BaseDirectory, Directory.GetCurrentDirectory()];

    /// <summary>False leaves out installed servers, so that only <see cref="BinFolder"/> and npm remain.</summary>
    public bool UseSystemServer { get; init; } = true;

    /// <summary>Server settings beside the built-in ones, such as <c>fsync</c> = <c>off</c> for tests.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Longest wait for a start, crash recovery included; default 60 s.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
