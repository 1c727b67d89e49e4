using System.Globalization;
using System.Text;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Splits;
using ThermalPortal.Data.Datasets.Versions;

namespace ThermalPortal.Data.Tests.Datasets.Versions;

public sealed class VersionTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken _none = CancellationToken.None;
    private TestPortal _portal = null!;
    private TeamScope _team;
    private Guid _dataset;

    private VersionQueries Versions => _portal.Get<VersionQueries>();

    private CaptureQueries Captures => _portal.Get<CaptureQueries>();

    public async ValueTask InitializeAsync()
    {
        _portal = await postgres.NewPortalAsync();
        _team = await _portal.NewTeamAsync();
        _dataset = await _portal.Get<DatasetQueries>().CreateAsync(_team, new NewDataset { Name = "set" }, _none);
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Freeze_TwentyPeople_PutsNobodyInTwoPartsAndNeverChanges()
    {
        await ImportAsync(people: 20, pairsEach: 3);
        var options = new SplitOptions { Test = 0.2, Balance = ["sex"] };
        var preview = (await Versions.PreviewAsync(_team, _dataset, options, _none))!;
        Assert.Equal([(42, 14), (6, 2), (12, 4)], preview.Parts.Select(p => (p.Pairs, p.People)));
        Assert.All(preview.Parts, p => Assert.Equal(0.5, p.Shares["sex = female"], 1e-9));
        Assert.Contains("too small to rank models", Assert.Single(preview.Remarks));

        var id = await Versions.FreezeAsync(_team, _dataset, options, " first ", null, _none);
        var version = Assert.Single(await Versions.ListAsync(_team, _dataset, _none));
        Assert.Equal((id, 1, "first", 42, 6, 12, 20, 0), (version.Id, version.Number, version.Note, version.Train, version.Validation, version.Test, version.People, version.LeftOut));
        Assert.Equal("team's user", version.UserName);

        var pair = (await Captures.PairsAsync(_team, _dataset, new(), new PageRequest(0, 1), _none)).Items[0];
        await Captures.UnpairAsync(_team, pair.Id, _none);
        var second = await Versions.FreezeAsync(_team, _dataset, options, "", null, _none);
        var both = await Versions.ListAsync(_team, _dataset, _none);
        Assert.Equal([2, 1], both.Select(v => v.Number));
        Assert.Equal((60, 59), (both[1].Train + both[1].Validation + both[1].Test, both[0].Train + both[0].Validation + both[0].Test));
        Assert.Equal(version.Sha256, both[1].Sha256);
        var difference = (await Versions.CompareAsync(_team, id!.Value, second!.Value, _none))!;
        Assert.Equal(pair.Thermal!.Path, Assert.Single(difference.Removed));
        Assert.Empty(difference.Added);
        Assert.Equal(pair.Thermal.Path, Assert.Single((await Versions.CompareAsync(_team, second.Value, id.Value, _none))!.Added));
    }

    [Fact]
    public async Task Freeze_SameContentAgain_IsRefusedAndAnotherSplitIsNot()
    {
        await ImportAsync(people: 10, pairsEach: 1);
        var id = await Versions.FreezeAsync(_team, _dataset, new(), "", null, _none);
        Assert.Contains("since version 1", (await Assert.ThrowsAsync<ArgumentException>(() => Versions.FreezeAsync(_team, _dataset, new(), "again", null, _none))).Message);
        var other = await Versions.FreezeAsync(_team, _dataset, new() { Test = 0.4 }, "", null, _none);
        Assert.Equal(4, (await Versions.CompareAsync(_team, id!.Value, other!.Value, _none))!.Relabelled.Count);
    }

    [Fact]
    public async Task Freeze_PairsWithoutAPerson_AreLeftOutAndSaid()
    {
        await ImportAsync(people: 10, pairsEach: 1);
        var upload = await _portal.NewUploadAsync(_team, "x_ir.png", "x_vis.png");
        await _portal.Get<DatasetImport>().CommitAsync(_team, _dataset, upload, null, _none);
        await _portal.MeasureAsync(_team, _dataset);
        Assert.Contains("1 pairs do not say who is shown", string.Join(' ', (await Versions.PreviewAsync(_team, _dataset, new(), _none))!.Remarks));
        await Versions.FreezeAsync(_team, _dataset, new(), "", null, _none);
        var version = Assert.Single(await Versions.ListAsync(_team, _dataset, _none));
        Assert.Equal((10, 1), (version.People, version.LeftOut));
    }

    [Fact]
    public async Task Freeze_NothingOrWrongOptions_SaysWhat()
    {
        Assert.Contains("no pairs", (await Assert.ThrowsAsync<ArgumentException>(() => Versions.FreezeAsync(_team, _dataset, new(), "", null, _none))).Message);
        Assert.Contains("50 %", (await Assert.ThrowsAsync<ArgumentException>(() => Versions.PreviewAsync(_team, _dataset, new() { Test = 0.9 }, _none))).Message);
        Assert.Null(await Versions.FreezeAsync(_team, Guid.NewGuid(), new(), "", null, _none));
        Assert.Null(await Versions.CompareAsync(_team, Guid.NewGuid(), Guid.NewGuid(), _none));
    }

    [Fact]
    public async Task Freeze_ThreeAtOnce_MakesOne()
    {
        await ImportAsync(people: 10, pairsEach: 1);
        var made = await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
        {
            try { return await Versions.FreezeAsync(_team, _dataset, new(), "", null, _none); }
            catch (ArgumentException) { return null; }
        }));
        Assert.Single(made, id => id is not null);
        Assert.Single(await Versions.ListAsync(_team, _dataset, _none));
    }

    private async Task ImportAsync(int people, int pairsEach)
    {
        var manifest = new StringBuilder("path,modality,pair,subject,session,attr.sex\n");
        var files = new List<string>();
        for (var p = 0; p < people; p++)
            for (var i = 0; i < pairsEach; i++)
                foreach (var modality in new[] { "thermal", "visible" })
                {
                    files.Add($"{p}/{modality}{i}.png");
                    manifest.AppendLine(CultureInfo.InvariantCulture, $"{files[^1]},{modality},{p}-{i},person {p},{i},{(p % 2 == 0 ? "female" : "male")}");
                }
        var upload = await _portal.NewUploadAsync(_team, [.. files, "manifest.csv=" + manifest]);
        Assert.Equal(people * pairsEach, (await _portal.Get<DatasetImport>().CommitAsync(_team, _dataset, upload, null, _none))!.Pairing.Pairs.Count);
        await _portal.MeasureAsync(_team, _dataset);
    }
}
