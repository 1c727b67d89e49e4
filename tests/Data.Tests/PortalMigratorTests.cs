using Microsoft.EntityFrameworkCore;
using Npgsql;
using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Data.Tests;

public sealed class PortalMigratorTests(PostgresFixture postgres)
{
    private static readonly CancellationToken _none = CancellationToken.None;

    [Fact]
    public async Task MigrateAsync_FourProcessesAtOnceOnAnEmptyDatabase_AllEndWell()
    {
        var empty = new NpgsqlConnectionStringBuilder(await postgres.NewDatabaseAsync()) { Database = "postgres", Pooling = false };
        await using (var connection = new NpgsqlConnection(empty.ConnectionString))
        {
            await connection.OpenAsync(_none);
            await using var create = new NpgsqlCommand("CREATE DATABASE blank", connection);
            await create.ExecuteNonQueryAsync(_none);
        }
        empty.Database = "blank";
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await using var portal = new TestPortal(empty.ConnectionString, postgres.Folder);
            await portal.Get<PortalMigrator>().MigrateAsync(_none);
        })));
        await using var migrated = new TestPortal(empty.ConnectionString, postgres.Folder);
        Assert.False(await migrated.Get<AccountQueries>().AnyUserAsync(_none));
    }

    [Fact]
    public async Task Migrations_AsStored_MatchTheModel()
    {
        await using var portal = await postgres.NewPortalAsync();
        await using var db = await portal.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(_none);
        Assert.False(db.Database.HasPendingModelChanges());
    }
}
