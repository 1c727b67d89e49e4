using Npgsql;
using Microsoft.Extensions.DependencyInjection;
using ThermalPortal.Data;
using ThermalPortal.Data.Embedded;
using Xunit;

namespace ThermalPortal.Tests.Database;

/// <summary>
/// A real PostgreSQL for a test assembly: <c>[assembly: AssemblyFixture(typeof(PostgresFixture))]</c>, then take it in the constructor.
/// Each call of <see cref="NewDatabaseAsync"/> gives a migrated database of its own in about 50 ms.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "thermalportal-" + Guid.NewGuid().ToString("N"));
    private readonly SemaphoreSlim _one = new(1);
    private EmbeddedPostgres? _server;
    private int _count;

    /// <summary>Folder for files of tests; removed at the end.</summary>
    public string Folder => _folder;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_folder);
        _server = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions
            {
                Folder = Path.Combine(_folder, "postgres"),
                Settings = new Dictionary<string, string> { ["fsync"] = "off", ["full_page_writes"] = "off", ["synchronous_commit"] = "off" },
            },
            CancellationToken.None);
        await using var services = TestPortal.Services(_server.ConnectionString, _folder);
        await services.GetRequiredService<PortalMigrator>().MigrateAsync(CancellationToken.None);
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>Connection string of a fresh, migrated, empty database.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = $"test{Interlocked.Increment(ref _count)}";
        var template = new NpgsqlConnectionStringBuilder(_server!.ConnectionString);
        var admin = new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = "postgres", Pooling = false };
        await _one.WaitAsync();
        try
        {
            await using var connection = new NpgsqlConnection(admin.ConnectionString);
            await connection.OpenAsync();
            await using var create = new NpgsqlCommand($"CREATE DATABASE {name} TEMPLATE {template.Database}", connection);
            await create.ExecuteNonQueryAsync();
        }
        finally
        {
            _one.Release();
        }
        return new NpgsqlConnectionStringBuilder(template.ConnectionString) { Database = name, MaxPoolSize = 10 }.ConnectionString;
    }

    /// <summary>A portal on a fresh database, with its own file store.</summary>
    public async Task<TestPortal> NewPortalAsync() => new(await NewDatabaseAsync(), Path.Combine(_folder, Guid.NewGuid().ToString("N")));

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        _one.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
