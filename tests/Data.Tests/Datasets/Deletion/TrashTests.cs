using System.Security.Cryptography;
using System.Text;
using Npgsql;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Deletion;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Versions;
using ThermalPortal.Data.Datasets.Views;
using ThermalPortal.Data.Files;
using ThermalPortal.Data.Translations;

namespace ThermalPortal.Data.Tests.Datasets.Deletion;

public sealed class TrashTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken _none = CancellationToken.None;
    private static readonly PageRequest _all = new(0, 100);
    private TestPortal _portal = null!;
    private TeamScope _team;
    private Guid _dataset;

    private DatasetQueries Datasets => _portal.Get<DatasetQueries>();

    private CaptureQueries Captures => _portal.Get<CaptureQueries>();

    private TrashQueries Trash => _portal.Get<TrashQueries>();

    private TrashWork Work => _portal.Get<TrashWork>();

    private IFileStore Store => _portal.Get<IFileStore>();

    public async ValueTask InitializeAsync()
    {
        _portal = await postgres.NewPortalAsync();
        _team = await _portal.NewTeamAsync();
        _dataset = await NewAsync(_team, "Walk", "eva/thermal/1.png=heat of eva", "eva/rgb/1.png=light of eva", "eva/rgb/2.png=alone", "notes.txt=not a picture");
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Delete_ThenRestore_HidesTheDatasetAndBringsItBackWhole()
    {
        var pair = Assert.Single((await Captures.PairsAsync(_team, _dataset, new(), _all, _none)).Items);
        Assert.True(await Trash.DeleteAsync(_team, _dataset, _none));
        Assert.False(await Trash.DeleteAsync(_team, _dataset, _none));
        Assert.Empty(await Datasets.ListAsync(_team, _none));
        Assert.Null(await Captures.FindPairAsync(_team, pair.Id, new(), _none));
        Assert.False(await Captures.UnpairAsync(_team, pair.Id, _none));
        Assert.Null(await _portal.Get<VersionQueries>().FreezeAsync(_team, _dataset, new(), "", null, _none));
        Assert.DoesNotContain(_dataset, await _portal.Get<ViewWork>().UnfinishedAsync(_none));
        var trashed = Assert.Single(await Trash.ListAsync(_team, _none));
        Assert.Equal(("Walk", DatasetState.InTrash, "team's user", 1, 3, "heat of evalight of evaalone".Length), (trashed.Name, trashed.State, trashed.DeletedBy, trashed.Pairs, trashed.Pictures, trashed.Bytes));
        Assert.Equal(30, (trashed.ExpiresAt - trashed.DeletedAt).TotalDays);

        await NewAsync(_team, "Walk"); // its name is free
        Assert.Equal("Walk (restored)", await Trash.RestoreAsync(_team, _dataset, _none));
        Assert.Null(await Trash.RestoreAsync(_team, _dataset, _none));
        Assert.Equal((3, 1), ((await Datasets.FindAsync(_team, _dataset, _none))!.Captures, (await Captures.PairsAsync(_team, _dataset, new(), _all, _none)).Total));
        Assert.False(await Work.RemoveAsync(_dataset, _none));
    }

    [Fact]
    public async Task End_SharedBytes_StayAndAllOthersAreFreed()
    {
        var other = await NewAsync(_team, "Other", "ian/thermal/1.png=heat of eva", "ian/rgb/1.png=light of ian"); // its first picture has the same bytes
        await NewAsync(await _portal.NewTeamAsync("neighbours"), "Theirs", "x/rgb/1.png=light of eva");
        var alone = Assert.Single((await Captures.TrayAsync(_team, _dataset, Tray.Unpaired, new(), _all, _none)).Items);
        var model = await _portal.NewModelAsync();
        await _portal.Get<TranslationQueries>().CreateAsync(_team, new NewTranslation { ModelVersionId = model.Id, Options = new(), Inputs = [new(alone.ItemId)] }, _none);
        var before = await BytesAsync();

        await Trash.DeleteAsync(_team, _dataset, _none);
        Assert.DoesNotContain(_dataset, await Work.DueAsync(_none));
        Assert.True(await Trash.EndAsync(_team, _dataset, versionsToo: false, _none));
        Assert.Equal(DatasetState.Ending, Assert.Single(await Trash.ListAsync(_team, _none)).State);
        Assert.Null(await Trash.RestoreAsync(_team, _dataset, _none));
        Assert.Equal([_dataset], await Work.DueAsync(_none));
        Assert.True(await Work.RemoveAsync(_dataset, _none));
        Assert.Equal(before, await BytesAsync()); // rows first
        Assert.Equal(0, await Work.FreeAsync(_none)); // another dataset, another team and a translation use them all

        Assert.Empty(await Trash.ListAsync(_team, _none));
        Assert.Equal(["heat of eva", "light of eva", "alone"], new[] { "heat of eva", "light of eva", "alone" }.Where(Kept));
        Assert.Equal(1, await CountAsync($"SELECT count(*) FROM image_items WHERE id = '{alone.ItemId}'"));
        Assert.True(Kept("not a picture")); // the upload of the translated picture is still there

        await Trash.DeleteAsync(_team, other, _none);
        await Trash.EndAsync(_team, other, versionsToo: false, _none);
        Assert.True(await Work.RemoveAsync(other, _none));
        Assert.Equal("heat of evalight of ian".Length, await Work.FreeAsync(_none));
        Assert.Equal(before - "heat of evalight of ian".Length, await BytesAsync());
        Assert.Equal((false, false, true), (Kept("heat of eva"), Kept("light of ian"), Kept("light of eva")));
    }

    [Fact]
    public async Task End_WholeUpload_TakesWhatNobodyImportedWithIt()
    {
        await Trash.DeleteAsync(_team, _dataset, _none);
        await Trash.EndAsync(_team, _dataset, versionsToo: false, _none);
        foreach (var due in await Work.DueAsync(_none)) await Work.RemoveAsync(due, _none);
        Assert.Equal("heat of evalight of evaalonenot a picture".Length, await Work.FreeAsync(_none));
        Assert.Equal(0, await BytesAsync());
        foreach (var table in new[] { "datasets", "subjects", "captures", "capture_pairs", "image_items", "uploads", "stored_files", "freed_blobs" })
            Assert.Equal(0, await CountAsync($"SELECT count(*) FROM {table}"));
    }

    [Fact]
    public async Task Expiry_FrozenVersion_KeepsItsFilesUntilItIsGivenUpToo()
    {
        await _portal.MeasureAsync(_team, _dataset);
        var versions = _portal.Get<VersionQueries>();
        var version = (await versions.FreezeAsync(_team, _dataset, new(), "", null, _none))!.Value;
        await Trash.DeleteAsync(_team, _dataset, _none);
        Assert.Equal(DatasetState.InTrash, (await versions.FindAsync(_team, version, _none))!.Dataset);
        await RunAsync("UPDATE datasets SET deleted_at = now() - interval '29 days 23 hours'");
        Assert.Empty(await Work.DueAsync(_none));
        await RunAsync("UPDATE datasets SET deleted_at = now() - interval '30 days 1 minute'");
        Assert.Equal([_dataset], await Work.DueAsync(_none));

        Assert.True(await Work.RemoveAsync(_dataset, _none));
        Assert.Equal("alonenot a picture".Length, await Work.FreeAsync(_none));
        Assert.Equal((true, true, false), (Kept("heat of eva"), Kept("light of eva"), Kept("alone")));
        Assert.Empty(await Work.DueAsync(_none)); // it stays like that
        var left = Assert.Single(await Trash.ListAsync(_team, _none));
        Assert.Equal((DatasetState.OnlyVersions, 0, version, 1), (left.State, left.Pictures, left.Versions[0].Id, left.Versions[0].Pairs));
        Assert.Null(await Trash.RestoreAsync(_team, _dataset, _none));
        Assert.Equal(DatasetState.OnlyVersions, (await versions.FindAsync(_team, version, _none))!.Dataset);
        Assert.Equal("eva/thermal/1.png", Assert.Single((await versions.ContentAsync(_team, version, _none))!.Pairs).ThermalPath);

        await Trash.EndAsync(_team, _dataset, versionsToo: true, _none);
        Assert.Equal([_dataset], await Work.DueAsync(_none));
        Assert.True(await Work.RemoveAsync(_dataset, _none));
        Assert.Equal("heat of evalight of eva".Length, await Work.FreeAsync(_none));
        Assert.Null(await versions.FindAsync(_team, version, _none));
        Assert.Equal(0, await BytesAsync());
    }

    [Fact]
    public async Task Free_BytesThatCameInAgain_AreKept()
    {
        await Trash.DeleteAsync(_team, _dataset, _none);
        await Trash.EndAsync(_team, _dataset, versionsToo: true, _none);
        await Work.RemoveAsync(_dataset, _none); // here the worker dies
        await NewAsync(_team, "Again", "eva/thermal/1.png=heat of eva");
        Assert.Equal("light of evaalonenot a picture".Length, await Work.FreeAsync(_none));
        Assert.True(Kept("heat of eva"));
        Assert.Equal(0, await Work.FreeAsync(_none));
        await NewAsync(_team, "Once more", "eva/rgb/1.png=light of eva");
        Assert.True(Kept("light of eva"));
    }

    private bool Kept(string content) => Store.Exists(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))));

    private async Task<Guid> NewAsync(TeamScope team, string name, params string[] files)
    {
        var dataset = await Datasets.CreateAsync(team, new NewDataset { Name = name }, _none);
        if (files.Length > 0) await _portal.Get<DatasetImport>().CommitAsync(team, dataset, await _portal.NewUploadAsync(team, files), null, _none);
        return dataset;
    }

    private async Task<long> BytesAsync()
    {
        var sum = 0L;
        await using var command = _portal.Get<NpgsqlDataSource>().CreateCommand("SELECT sha256 FROM stored_files UNION SELECT sha256 FROM freed_blobs");
        await using var rows = await command.ExecuteReaderAsync(_none);
        while (await rows.ReadAsync(_none)) sum += Store.LengthOf(rows.GetString(0));
        return sum;
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var command = _portal.Get<NpgsqlDataSource>().CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(_none))!;
    }

    private async Task RunAsync(string sql)
    {
        await using var command = _portal.Get<NpgsqlDataSource>().CreateCommand(sql);
        await command.ExecuteNonQueryAsync(_none);
    }
}
