using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using ThermalPortal.Data;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Deletion;
using ThermalPortal.Data.Datasets.Export;
using ThermalPortal.Data.Datasets.Export.Archives;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Splits;
using ThermalPortal.Data.Datasets.Versions;
using ThermalPortal.Data.Files;
using ThermalPortal.Jobs.Datasets;
using ThermalPortal.Jobs.Worker;

namespace ThermalPortal.Jobs.Tests.Datasets;

public sealed class ExportJobTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestPortal _portal = null!;
    private ScratchFolder _scratch = null!;
    private TeamScope _team;
    private Guid _dataset, _version;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ExportQueries Exports => _portal.Get<ExportQueries>();

    private ExportJob Job => new(_portal.Get<ExportWork>(), _portal.Get<VersionQueries>(), _portal.Get<VersionArchive>(), _portal.Get<FileQueries>(), _portal.Get<IFileStore>(), _scratch, NullLogger<ExportJob>.Instance);

    public async ValueTask InitializeAsync()
    {
        string folder = Path.Combine(postgres.Folder, Guid.NewGuid().ToString("N"));
        _portal = new TestPortal(await postgres.NewDatabaseAsync(), folder);
        _scratch = new ScratchFolder(folder, TimeProvider.System);
        _team = await _portal.NewTeamAsync();
        _dataset = await _portal.Get<DatasetQueries>().CreateAsync(_team, new NewDataset { Name = "Set", Consent = ConsentBasis.Written }, Token);
        await _portal.Get<DatasetImport>().CommitAsync(_team, _dataset, await _portal.NewUploadAsync(_team, "eva/thermal/1.png=heat", "eva/rgb/1.png=light"), null, Token);
        await _portal.MeasureAsync(_team, _dataset);
        var versions = _portal.Get<VersionQueries>();
        await versions.FreezeAsync(_team, _dataset, new SplitOptions(), "", null, Token);
        _version = (await versions.ListAsync(_team, _dataset, Token))[0].Id;
    }

    public async ValueTask DisposeAsync()
    {
        _scratch.Dispose();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task RunAsync_AskedTwice_WritesOneArchiveOfTheSameBytesAsTheOneSentAtOnce()
    {
        var id = (await Exports.AskAsync(_team, _version, ExportFormat.Manifest, false, Token))!.Id!.Value;
        Assert.Equal(id, (await Exports.AskAsync(_team, _version, ExportFormat.Manifest, false, Token))!.Id);
        Assert.NotEqual(id, (await Exports.AskAsync(_team, _version, ExportFormat.Manifest, true, Token))!.Id);
        Assert.Contains(id, await _portal.Get<ExportWork>().UnfinishedAsync(Token));
        Assert.True((await Exports.FindAsync(_team, id, Token))!.Working);
        Assert.False(await Exports.EndAsync(_team, id, Token)); // it is being written

        await Job.RunAsync(id, Token);
        await Job.RunAsync(id, Token); // handed over twice
        var view = (await Exports.FindAsync(_team, id, Token))!;
        using var expected = new MemoryStream();
        await _portal.Get<VersionArchive>().WriteAsync((await _portal.Get<VersionQueries>().ContentAsync(_team, _version, Token))!, ExportFormat.Manifest, expected, Token);
        Assert.Equal((false, null, 1, 1, expected.Length, Convert.ToHexStringLower(SHA256.HashData(expected.ToArray()))), (view.Working, view.Export.Problem, view.Export.Written, view.Export.Total, view.Bytes, view.Sha256));
        Assert.DoesNotContain(id, await _portal.Get<ExportWork>().UnfinishedAsync(Token));
        Assert.Equal(2, (await Exports.ListAsync(_team, _version, Token)).Count);

        var stranger = await _portal.NewTeamAsync("stranger");
        Assert.Null(await Exports.FindAsync(stranger, id, Token));
        Assert.Null(await Exports.AskAsync(stranger, _version, ExportFormat.Manifest, false, Token));
        Assert.False(await Exports.EndAsync(stranger, id, Token));
    }

    [Fact]
    public async Task RunAsync_BytesOfAPictureGone_SaysSoAndAskingAgainBeginsAnew()
    {
        var store = _portal.Get<IFileStore>();
        var heat = Convert.ToHexStringLower(SHA256.HashData("heat"u8));
        await store.DeleteAsync(heat, Token);
        var id = (await Exports.AskAsync(_team, _version, ExportFormat.Coco, false, Token))!.Id!.Value;
        await Job.RunAsync(id, Token);
        Assert.Contains("missing from the portal's store", (await Exports.FindAsync(_team, id, Token))!.Export.Problem);
        using (var bytes = new MemoryStream("heat"u8.ToArray())) await store.PutAsync(bytes, Token);
        Assert.Equal(id, (await Exports.AskAsync(_team, _version, ExportFormat.Coco, false, Token))!.Id);
        await Job.RunAsync(id, Token);
        Assert.NotNull((await Exports.FindAsync(_team, id, Token))!.Sha256);
    }

    [Fact]
    public async Task RunAsync_ConsentTakenBack_WritesNothingAndWhatIsThereIsWithheld()
    {
        var datasets = _portal.Get<DatasetQueries>();
        var there = (await Exports.AskAsync(_team, _version, ExportFormat.Manifest, false, Token))!.Id!.Value;
        await Job.RunAsync(there, Token);
        Assert.Null((await Exports.FindAsync(_team, there, Token))!.Refusal);
        var waits = (await Exports.AskAsync(_team, _version, ExportFormat.Coco, false, Token))!.Id!.Value;
        await datasets.StateConsentAsync(_team, _dataset, ConsentBasis.Unknown, "", Token);

        await Job.RunAsync(waits, Token);
        var refused = (await Exports.FindAsync(_team, waits, Token))!;
        Assert.Equal((false, null), (refused.Working, refused.Sha256));
        Assert.Contains("State the consent", refused.Export.Problem);
        Assert.Contains("State the consent", (await Exports.FindAsync(_team, there, Token))!.Refusal);
        Assert.Equal(new ExportAnswer(null, refused.Export.Problem), await Exports.AskAsync(_team, _version, ExportFormat.HuggingFace, false, Token));

        await datasets.StateConsentAsync(_team, _dataset, ConsentBasis.Written, "", Token);
        Assert.Null((await Exports.FindAsync(_team, there, Token))!.Refusal); // given again
    }

    [Fact]
    public async Task Trash_ArchiveGivenUpOrOutlived_FreesItsBytesAndItCanBeMadeAgain()
    {
        var (store, trash) = (_portal.Get<IFileStore>(), _portal.Get<TrashWork>());
        foreach (var outlived in new[] { false, true })
        {
            var id = (await Exports.AskAsync(_team, _version, ExportFormat.HuggingFace, false, Token))!.Id!.Value;
            await Job.RunAsync(id, Token);
            var sha256 = (await Exports.FindAsync(_team, id, Token))!.Sha256!;
            await trash.RemoveExportsAsync(Token);
            await trash.FreeAsync(Token);
            Assert.True(store.Exists(sha256)); // its days are not over
            if (outlived) await ExecuteAsync($"UPDATE version_exports SET ended_at = now() - interval '8 days' WHERE id = '{id}'");
            else Assert.True(await Exports.EndAsync(_team, id, Token));
            Assert.Null(await Exports.FindAsync(_team, id, Token));
            await trash.RemoveExportsAsync(Token);
            await trash.FreeAsync(Token);
            Assert.False(store.Exists(sha256));
            Assert.True(store.Exists(Convert.ToHexStringLower(SHA256.HashData("heat"u8))));
        }
    }

    [Fact]
    public async Task Trash_DatasetGivenUpWithItsVersions_TakesTheirArchivesAlong()
    {
        var (store, trash, work) = (_portal.Get<IFileStore>(), _portal.Get<TrashQueries>(), _portal.Get<TrashWork>());
        var id = (await Exports.AskAsync(_team, _version, ExportFormat.Coco, true, Token))!.Id!.Value;
        await Job.RunAsync(id, Token);
        var asked = (await Exports.AskAsync(_team, _version, ExportFormat.Manifest, true, Token))!.Id!.Value; // never begun
        var sha256 = (await Exports.FindAsync(_team, id, Token))!.Sha256!;
        Assert.True(await trash.DeleteAsync(_team, _dataset, Token));
        Assert.True(await trash.EndAsync(_team, _dataset, versionsToo: false, Token));
        Assert.True(await work.RemoveAsync(_dataset, Token));
        await work.FreeAsync(Token);
        Assert.True(store.Exists(sha256)); // its version stays
        Assert.True(await trash.EndAsync(_team, _dataset, versionsToo: true, Token));
        Assert.True(await work.RemoveAsync(_dataset, Token));
        await work.FreeAsync(Token);
        Assert.False(store.Exists(sha256));
        await Job.RunAsync(asked, Token); // nothing to do any more
        Assert.Empty(await _portal.Get<ExportWork>().UnfinishedAsync(Token));
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _portal.Get<NpgsqlDataSource>().CreateCommand(sql);
        Assert.Equal(1, await command.ExecuteNonQueryAsync(Token));
    }
}
