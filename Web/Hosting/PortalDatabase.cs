using ThermalPortal.Data.Embedded;

namespace ThermalPortal.Web.Hosting;

/// <summary>The configured database, or the embedded one for as long as this object lives.</summary>
internal sealed class PortalDatabase(PortalConnection connection, IAsyncDisposable? server) : IAsyncDisposable
{
    public PortalConnection Connection { get; } = connection;

    public static async Task<PortalDatabase> OpenAsync(
        IConfiguration configuration, PortalPaths paths, ILogger log, CancellationToken cancellationToken)
    {
        if (configuration.GetConnectionString("Portal") is { Length: > 0 } configured) return new(new(configured, Embedded: false), null);
        var options = new EmbeddedPostgresOptions { Folder = paths.DatabaseFolder, BinFolder = configuration["Portal:Postgres:BinFolder"] };
        var server = await EmbeddedPostgres.StartAsync(options, log, cancellationToken);
        return new(new(server.ConnectionString, Embedded: true), server);
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
    }
}
