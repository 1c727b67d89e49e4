using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Views;
using ThermalPortal.Data.Tests.Accounts;

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

    /// <summary>Pictures whose embedding and scale were not kept are measured once more.</summary>
    [Fact]
    public async Task MigrateAsync_FilledDatabaseFromBeforeScalesAndScenes_MeasuresItsPicturesAgain()
    {
        await using var portal = await postgres.NewPortalAsync();
        var victim = await IsolationVictim.MakeAsync(portal);
        await using var db = await portal.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(_none);
        await db.GetService<IMigrator>().MigrateAsync("SceneEdits", _none);
        await db.Database.ExecuteSqlRawAsync("UPDATE captures SET measured_at = now(), viewed_at = now()", _none);
        await portal.Get<PortalMigrator>().MigrateAsync(_none);
        Assert.Equal((0, true), (await db.Captures.IgnoreQueryFilters().CountAsync(c => c.Hash != null && c.MeasuredAt != null, _none), await db.Captures.IgnoreQueryFilters().AnyAsync(c => c.Hash != null, _none)));
        Assert.NotEmpty(await portal.Get<ViewWork>().UnfinishedAsync(_none));
        Assert.Contains("\"scale_guessed\": false", await victim.DumpAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("\"scale_guessed\": true", await victim.DumpAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrations_AsStored_MatchTheModel()
    {
        await using var portal = await postgres.NewPortalAsync();
        await using var db = await portal.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(_none);
        Assert.False(db.Database.HasPendingModelChanges());
    }
}
