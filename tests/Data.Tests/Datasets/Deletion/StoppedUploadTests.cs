using System.Security.Cryptography;
using System.Text;
using Npgsql;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Deletion;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Files;

namespace ThermalPortal.Data.Tests.Datasets.Deletion;

public sealed class StoppedUploadTests(PostgresFixture postgres)
{
    private static readonly CancellationToken _none = CancellationToken.None;

    [Fact]
    public async Task RemoveStoppedAsync_UploadStoppedADayAgo_FreesWhatNobodyElseNames()
    {
        await using var portal = await postgres.NewPortalAsync();
        var team = await portal.NewTeamAsync();
        var (uploads, work, store) = (portal.Get<UploadQueries>(), portal.Get<TrashWork>(), portal.Get<IFileStore>());
        var dataset = await portal.Get<DatasetQueries>().CreateAsync(team, new NewDataset { Name = "Walk" }, _none);
        await portal.Get<DatasetImport>().CommitAsync(team, dataset, await portal.NewUploadAsync(team, "eva/thermal/1.png=shared", "eva/rgb/1.png=light"), null, _none);
        Guid[] stopped = [await uploads.StartAsync(team, _none), await uploads.StartAsync(team, _none)];
        foreach (var upload in stopped)
        {
            foreach (var text in new[] { "shared", $"only here {upload}" }) await uploads.AddFileAsync(team, upload, "a.png", "image/png", new MemoryStream(Encoding.UTF8.GetBytes(text)), _none);
            Assert.True(await uploads.CancelAsync(team, upload, _none));
        }
        await using (var age = portal.Get<NpgsqlDataSource>().CreateCommand($"UPDATE uploads SET finished_at = now() - interval '25 hours' WHERE id = '{stopped[0]}'")) await age.ExecuteNonQueryAsync();

        Assert.Equal(1, await work.RemoveStoppedAsync(_none));
        Assert.Equal(0, await work.RemoveStoppedAsync(_none));
        Assert.True(await work.FreeAsync(_none) > 0);
        bool Kept(string text) => store.Exists(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
        Assert.Equal((true, false, true), (Kept("shared"), Kept($"only here {stopped[0]}"), Kept($"only here {stopped[1]}")));
        Assert.Null(await uploads.FindAsync(team, stopped[0], _none));
        Assert.NotNull(await uploads.FindAsync(team, stopped[1], _none));
        Assert.Equal(1, (await portal.Get<DatasetQueries>().FindAsync(team, dataset, _none))!.Pairs);
    }
}
