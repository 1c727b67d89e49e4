using ThermalPortal.Data.Files;

namespace ThermalPortal.Data.Tests.Files;

public sealed class FileQueriesTests(PostgresFixture postgres)
{
    private static readonly CancellationToken _none = CancellationToken.None;

    [Fact]
    public async Task AddAsync_SameBytesFromTwoTeams_OneBlobTwoRows()
    {
        await using var portal = await postgres.NewPortalAsync();
        var (a, b) = (await portal.NewTeamAsync("a"), await portal.NewTeamAsync("b"));
        var files = portal.Get<FileQueries>();
        var rows = await Task.WhenAll(new[] { a, a, a, b }.Select(team => files.AddAsync(team, new MemoryStream([1, 2, 3]), "image/png", _none)));
        Assert.Equal(2, rows.Select(row => row.Id).Distinct().Count());
        Assert.Single(rows.Select(row => row.Sha256).Distinct());
        Assert.Equal((3, "image/png"), (rows[0].Bytes, rows[0].MediaType));
        Assert.NotNull(await files.FindAsync(a, rows[0].Id, _none));
        Assert.Null(await files.FindAsync(b, rows[0].Id, _none));
    }
}
