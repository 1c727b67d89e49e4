using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Pairing;
using ThermalPortal.Data.Datasets.Quality;
using ThermalPortal.Data.Datasets.Views;

namespace ThermalPortal.Data.Tests.Datasets;

public sealed class DatasetTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken _none = CancellationToken.None;
    private static readonly PageRequest _all = new(0, 100);
    private TestPortal _portal = null!;
    private TeamScope _team;
    private Guid _dataset;

    private DatasetQueries Datasets => _portal.Get<DatasetQueries>();

    private DatasetImport Import => _portal.Get<DatasetImport>();

    private CaptureQueries Captures => _portal.Get<CaptureQueries>();

    public async ValueTask InitializeAsync()
    {
        _portal = await postgres.NewPortalAsync();
        _team = await _portal.NewTeamAsync();
        _dataset = await Datasets.CreateAsync(_team, new NewDataset { Name = " Night walk ", Consent = ConsentBasis.Written, Terms = "Lab use." }, _none);
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Create_NameTwiceOrMissing_SaysSo()
    {
        Assert.Contains("Night walk already", (await Assert.ThrowsAsync<ArgumentException>(() => Datasets.CreateAsync(_team, new NewDataset { Name = "Night walk" }, _none))).Message);
        Assert.Contains("a name", (await Assert.ThrowsAsync<ArgumentException>(() => Datasets.CreateAsync(_team, new NewDataset { Name = "  " }, _none))).Message);
        Assert.Contains("legal ground", (await Assert.ThrowsAsync<ArgumentException>(() => Datasets.CreateAsync(_team, new NewDataset { Name = "x", Consent = ConsentBasis.Other }, _none))).Message);
        Assert.Equal("Night walk", Assert.Single(await Datasets.ListAsync(_team, _none)).Name);
    }

    [Fact]
    public async Task Plan_ChangesNothing_CommitDoesWhatItSaysOnce()
    {
        var upload = await _portal.NewUploadAsync(_team, "eva/thermal/1.png", "eva/rgb/1.png", "ian/thermal/1.png", "ian/rgb/1.png", "ian/rgb/2.png", "ian/rgb/copy.png=a", "ian/rgb/copy2.png=a");
        var plan = (await Import.PlanAsync(_team, _dataset, upload, null, _none))!;
        Assert.Equal((6, 2, 2, 2, 1), (plan.Items.Count, plan.Subjects, plan.Pairing.Pairs.Count, plan.Pairing.Unpaired.Count, plan.Duplicates.Count));
        Assert.Equal(0, (await Datasets.FindAsync(_team, _dataset, _none))!.Captures);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Import.CommitAsync(_team, _dataset, upload, null, _none))); // impatient clicks
        var summary = (await Datasets.FindAsync(_team, _dataset, _none))!;
        Assert.Equal((6, 2, 2, 2, 0, 0), (summary.Captures, summary.Subjects, summary.Pairs, summary.Unpaired, summary.Ambiguous, summary.Excluded));
        var pairs = await Captures.PairsAsync(_team, _dataset, new(), _all, _none);
        Assert.Equal(["eva/thermal/1.png eva/rgb/1.png eva", "ian/thermal/1.png ian/rgb/1.png ian"], pairs.Items.Select(p => $"{p.Thermal!.Path} {p.Visible!.Path} {p.Visible.Subject!.Key}"));
        Assert.All(pairs.Items, p => Assert.Equal(PairRule.NamingKey, p.Rule));
        Assert.Equal(7, (await Import.PlanAsync(_team, _dataset, upload, null, _none))!.Duplicates.Count);
    }

    [Fact]
    public async Task Import_ByAnotherTeam_FindsNeitherDatasetNorUpload()
    {
        var (stranger, upload) = (await _portal.NewTeamAsync("stranger"), await _portal.NewUploadAsync(_team, "eva/thermal/1.png", "eva/rgb/1.png"));
        var own = await Datasets.CreateAsync(stranger, new NewDataset { Name = "own" }, _none);
        Assert.Null(await Import.PlanAsync(stranger, _dataset, upload, null, _none));
        Assert.Null(await Import.CommitAsync(stranger, own, upload, null, _none));
        Assert.Null(await Import.CommitAsync(stranger, _dataset, upload, null, _none));
        await Import.CommitAsync(_team, _dataset, upload, null, _none);
        var pair = Assert.Single((await Captures.PairsAsync(_team, _dataset, new(), _all, _none)).Items);
        Assert.False(await Captures.UnpairAsync(stranger, pair.Id, _none));
        Assert.False(await Captures.PairAsync(stranger, pair.ThermalId, pair.VisibleId, _none));
    }

    [Fact]
    public async Task Commit_PartnersInTwoImports_FindEachOther()
    {
        await Import.CommitAsync(_team, _dataset, await _portal.NewUploadAsync(_team, "eva/thermal/1.png", "eva/rgb/9.png"), null, _none);
        await Import.CommitAsync(_team, _dataset, await _portal.NewUploadAsync(_team, "eva/rgb/1.png", "eva/thermal/8.png"), null, _none);
        Assert.Equal("eva/rgb/1.png", Assert.Single((await Captures.PairsAsync(_team, _dataset, new(), _all, _none)).Items).Visible!.Path);
        Assert.Equal(1, (await Datasets.FindAsync(_team, _dataset, _none))!.Subjects);
    }

    [Fact]
    public async Task Commit_Manifest_IsReadFromItsFolderAndMustBeRight()
    {
        var wrong = await _portal.NewUploadAsync(_team, "set.zip/a.png", "set.zip/manifest.csv=path,modality\na.png,sonar\n");
        Assert.Contains("Line 2", Assert.Single((await Import.PlanAsync(_team, _dataset, wrong, null, _none))!.ManifestErrors));
        Assert.Contains("nothing was imported", (await Assert.ThrowsAsync<ArgumentException>(() => Import.CommitAsync(_team, _dataset, wrong, null, _none))).Message);
        Assert.Equal(0, (await Datasets.FindAsync(_team, _dataset, _none))!.Captures);

        var right = await _portal.NewUploadAsync(
            _team, "set.zip/a.png", "set.zip/b.png", "set.zip/manifest.csv=path,modality,pair,subject,session,attr.sex\na.png,thermal,1,Eva,2,female\nb.png,visible,1,eva,2,\ngone.png,,,,,\n");
        var plan = (await Import.CommitAsync(_team, _dataset, right, null, _none))!;
        Assert.Equal(("Manifest", "set.zip/gone.png"), (plan.ReadAs, Assert.Single(plan.MissingFiles)));
        var pair = Assert.Single((await Captures.PairsAsync(_team, _dataset, new(), _all, _none)).Items);
        Assert.Equal((PairRule.Manifest, "Eva", "Eva", "2", "female"), (pair.Rule, pair.Thermal!.Subject!.Key, pair.Visible!.Subject!.Key, pair.Thermal.Session, pair.Thermal.Other["attr.sex"]));
    }

    [Fact]
    public async Task Commit_AmbiguousAndExcluded_LieInTheirTraysWithAReason()
    {
        await Import.CommitAsync(_team, _dataset, await _portal.NewUploadAsync(_team, "001/TH/TH_001_1_20_LD.png", "t_a.png", "1_ir.png", "1_vis.png", "1-vis.png"), @"^(?<key>\d+)[_-](?<mod>ir|vis)\.png$", _none);
        var ambiguous = await Captures.TrayAsync(_team, _dataset, Tray.Ambiguous, new(), _all, _none);
        Assert.Equal(3, ambiguous.Total);
        Assert.Single(ambiguous.Items.Select(c => c.GroupId).Distinct());
        Assert.All(ambiguous.Items, c => Assert.Contains("1 thermal and 2 visible", c.TrayReason));
        Assert.Equal(2, (await Captures.TrayAsync(_team, _dataset, Tray.Unpaired, new(), _all, _none)).Total);
    }

    [Fact]
    public async Task PairByHand_TakesApartAndTogetherAndIsNotUndoneByAnImport()
    {
        await Import.CommitAsync(_team, _dataset, await _portal.NewUploadAsync(_team, "eva/thermal/1.png", "eva/rgb/1.png", "ian/rgb/2.png", "what.png"), null, _none);
        var pair = Assert.Single((await Captures.PairsAsync(_team, _dataset, new(), _all, _none)).Items);
        Assert.True(await Captures.UnpairAsync(_team, pair.Id, _none));
        Assert.False(await Captures.UnpairAsync(_team, pair.Id, _none));
        await Import.CommitAsync(_team, _dataset, await _portal.NewUploadAsync(_team, "zoe/thermal/3.png"), null, _none);
        Assert.Equal(0, (await Captures.PairsAsync(_team, _dataset, new(), _all, _none)).Total);

        var open = (await Captures.TrayAsync(_team, _dataset, Tray.Unpaired, new(), _all, _none)).Items.ToDictionary(c => c.Path, c => c.Id);
        Assert.Equal(5, open.Count);
        Assert.False(await Captures.PairAsync(_team, open["eva/thermal/1.png"], open["ian/rgb/2.png"], _none)); // two people
        Assert.False(await Captures.PairAsync(_team, open["eva/thermal/1.png"], open["zoe/thermal/3.png"], _none)); // two of one kind
        Assert.False(await Captures.PairAsync(_team, open["eva/thermal/1.png"], open["eva/thermal/1.png"], _none));
        var answers = await Task.WhenAll(new[] { "what.png", "eva/rgb/1.png" }.Select(partner => Captures.PairAsync(_team, open["eva/thermal/1.png"], open[partner], _none)));
        Assert.Single(answers, made => made); // two people at once: one of them is told
        var made = Assert.Single((await Captures.PairsAsync(_team, _dataset, new(), _all, _none)).Items);
        Assert.Equal((PairRule.Manual, Modality.Visible), (made.Rule, made.Visible!.Modality));
    }

    [Fact]
    public async Task FindPair_InTheMiddle_KnowsItsNeighbours()
    {
        await Import.CommitAsync(_team, _dataset, await _portal.NewUploadAsync(_team, [.. "123".SelectMany(n => new[] { $"eva/thermal/{n}.png", $"eva/rgb/{n}.png" })]), null, _none);
        var pairs = (await Captures.PairsAsync(_team, _dataset, new(), _all, _none)).Items;
        var found = await Task.WhenAll(pairs.Select(p => Captures.FindPairAsync(_team, p.Id, new(), _none)));
        Assert.Equal([null, pairs[0].Id, pairs[1].Id], found.Select(f => f!.PreviousId));
        Assert.Equal([pairs[1].Id, pairs[2].Id, null], found.Select(f => f!.NextId));
        Assert.Equal("eva/rgb/2.png", found[1]!.Pair.Visible!.Path);
        Assert.Null(await Captures.FindPairAsync(await _portal.NewTeamAsync("stranger"), pairs[0].Id, new(), _none));
    }

    [Fact]
    public async Task Views_AreMadeOnceAndAnewWhenAPictureTurnsOutVisible()
    {
        var views = _portal.Get<ViewWork>();
        await Import.CommitAsync(_team, _dataset, await _portal.NewUploadAsync(_team, "eva/thermal/1.png", "what.png"), null, _none);
        Assert.Contains(_dataset, await views.UnfinishedAsync(_none));
        foreach (var pending in await views.PendingAsync(_team, _dataset, 10, _none))
        {
            Assert.True(await views.SaveAsync(_team, pending.CaptureId, null, null, null, _none));
            Assert.False(await views.SaveAsync(_team, pending.CaptureId, null, null, null, _none));
        }
        Assert.True(await _portal.Get<SameSceneWork>().CompareAsync(_team, _dataset, _none));
        Assert.DoesNotContain(_dataset, await views.UnfinishedAsync(_none));

        var open = (await Captures.TrayAsync(_team, _dataset, Tray.Unpaired, new(), _all, _none)).Items.ToDictionary(c => c.Path, c => c.Id);
        Assert.True(await Captures.PairAsync(_team, open["eva/thermal/1.png"], open["what.png"], _none));
        var again = Assert.Single(await views.PendingAsync(_team, _dataset, 10, _none));
        Assert.Equal((open["what.png"], Modality.Visible), (again.CaptureId, again.Modality));
    }
}
