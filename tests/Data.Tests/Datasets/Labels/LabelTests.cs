using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Labels;
using ThermalPortal.Data.Datasets.Review;
using ThermalPortal.Data.Datasets.Versions;

namespace ThermalPortal.Data.Tests.Datasets.Labels;

public sealed class LabelTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken _none = CancellationToken.None;
    private TestPortal _portal = null!;
    private TeamScope _team;
    private Guid _dataset;
    private Guid[] _pairs = [];

    private LabelQueries Labels => _portal.Get<LabelQueries>();

    public async ValueTask InitializeAsync()
    {
        _portal = await postgres.NewPortalAsync();
        _team = await _portal.NewTeamAsync();
        _dataset = await _portal.Get<DatasetQueries>().CreateAsync(_team, new NewDataset { Name = "Set" }, _none);
        string[] files = [.. new[] { "ada", "eva", "ian", "zoe" }.SelectMany(who => new[] { $"{who}/thermal/1.png", $"{who}/rgb/1.png" })];
        await _portal.Get<DatasetImport>().CommitAsync(_team, _dataset, await _portal.NewUploadAsync(_team, files), null, _none);
        await _portal.MeasureAsync(_team, _dataset);
        _pairs = [.. (await PairsAsync()).Select(p => p.Id)];
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Set_SeveralPairs_IsShownCanBeTakenBackAndIsFrozen()
    {
        var outcome = await SetAsync("glasses", "sun", null, 0, 1);
        Assert.Equal((2, 0, 0), (outcome.Changes.Count, outcome.Overtaken, outcome.Accepted));
        Assert.Equal(["sun", "sun", null, null], await ValuesAsync("glasses"));
        Assert.Empty((await SetAsync("glasses", "sun", "sun", 0)).Changes); // nothing to do
        var second = await SetAsync("glasses", "", "sun", 1);
        Assert.Equal(["sun", null, null, null], await ValuesAsync("glasses"));
        Assert.Equal([("glasses", "sun")], (await Labels.VocabularyAsync(_team, _dataset, _none)).Select(v => (v.Name, string.Join(',', v.Values))));
        Assert.Equal(1, await Labels.RestoreAsync(_team, second.Changes, _none));
        Assert.Equal(["sun", "sun", null, null], await ValuesAsync("glasses"));

        var version = (await _portal.Get<VersionQueries>().FreezeAsync(_team, _dataset, new(), "", "few", _none))!.Value;
        Assert.Equal(2, await Labels.RestoreAsync(_team, outcome.Changes, _none));
        Assert.Equal([null, null, null, null], await ValuesAsync("glasses"));
        var relabelled = (await _portal.Get<VersionQueries>().FreezeAsync(_team, _dataset, new(), "", "few", _none))!.Value;
        var difference = (await _portal.Get<VersionQueries>().CompareAsync(_team, version, relabelled, _none))!;
        Assert.Equal(2, difference.Relabelled.Count); // the first version still holds them
    }

    [Fact]
    public async Task Set_TwoPeopleAtOnce_LosesNeitherEdit()
    {
        await SetAsync("sex", "female", null, 0);
        var late = await SetAsync("sex", "male", null, 0, 1); // saw neither labelled
        Assert.Equal((1, 1), (late.Changes.Count, late.Overtaken));
        await SetAsync("expression", "smile", null, 0); // another attribute of the same pair
        Assert.Equal(["female", "male", null, null], await ValuesAsync("sex"));
        Assert.Equal("smile", (await ValuesAsync("expression"))[0]);
        Assert.Equal((0, 0), await SetAsync("sex", "female", null, 0) is var same ? (same.Changes.Count, same.Overtaken) : default); // both agree
        await SetAsync("sex", "female", "male", 1);
        Assert.Equal(0, await Labels.RestoreAsync(_team, late.Changes, _none)); // said otherwise since
        Assert.Equal(["female", "female", null, null], await ValuesAsync("sex"));
    }

    [Fact]
    public async Task Set_AcceptedOrForeignPairsAndBadWords_ChangeNothing()
    {
        var set = await SetAsync("sex", "female", null, 2);
        await _portal.Get<ReviewQueries>().ReviewAsync(_team, _pairs[2], ReviewState.Accepted, null, _none);
        Assert.Equal((0, 1), await SetAsync("sex", "male", "female", 2) is var outcome ? (outcome.Changes.Count, outcome.Accepted) : default);
        Assert.Equal(0, await Labels.RestoreAsync(_team, set.Changes, _none));
        var stranger = await _portal.NewTeamAsync("stranger");
        Assert.Empty((await Labels.SetAsync(stranger, _dataset, [new(_pairs[0], null)], "sex", "male", _none)).Changes);
        Assert.Contains("60 characters", (await Assert.ThrowsAsync<ArgumentException>(() => SetAsync("sex", new string('x', 61), null, 0))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => SetAsync(" ", "male", null, 0));
        Assert.Equal([null, null, "female", null], await ValuesAsync("sex"));
    }

    private Task<LabelOutcome> SetAsync(string name, string value, string? seen, params int[] pairs) =>
        Labels.SetAsync(_team, _dataset, [.. pairs.Select(p => new LabelTarget(_pairs[p], seen))], name, value, _none);

    private async Task<string?[]> ValuesAsync(string name) => [.. (await PairsAsync()).Select(p => PairLabels.Of(p).GetValueOrDefault(name))];

    private async Task<IReadOnlyList<CapturePair>> PairsAsync() => (await _portal.Get<CaptureQueries>().PairsAsync(_team, _dataset, new(), new PageRequest(0, 100), _none)).Items;
}
