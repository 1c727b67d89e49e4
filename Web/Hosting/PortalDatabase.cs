namespace ThermalPortal.Web.Hosting;

/// <summary>The configured database, or the embedded one for as long as this object lives.</summary>
internal sealed class PortalDatabase(PortalConnection connection, IAsyncDisposable? server) : IAsyncDisposable
{
    public PortalConnection Connection { get; } = connection;

    public static async Task<PortalDatabase> OpenAsync(IConfiguration configuration, PortalPaths paths, CancellationToken cancellationToken)
    {
        if (configuration.GetConnectionString("Portal") is { Length: > 0 } configured) return new(new(configured, Embedded: false), null);
        await Task.CompletedTask;
        throw new InvalidOperationException("ConnectionStrings:Portal " + paths);
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
    }
}
