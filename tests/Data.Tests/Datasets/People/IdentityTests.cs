using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.People;
using ThermalPortal.Data.Datasets.Review;
using ThermalPortal.Data.Datasets.Versions;

namespace ThermalPortal.Data.Tests.Datasets.People;

/// <summary>Ada with two pairs and a picture without partner, Eva and Ian with one pair each.</summary>
public sealed class IdentityTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken _none = CancellationToken.None;
    private TestPortal _portal = null!;
    private TeamScope _team;
    private Guid _dataset;

    private IdentityQueries Identities => _portal.Get<IdentityQueries>();

    public async ValueTask InitializeAsync()
    {
        _portal = await postgres.NewPortalAsync();
        _team = await _portal.NewTeamAsync();
        _dataset = await _portal.Get<DatasetQueries>().CreateAsync(_team, new NewDataset { Name = "Set" }, _none);
        await _portal.Get<DatasetImport>().CommitAsync(_team, _dataset, await _portal.NewUploadAsync(
            _team, "ada/thermal/1.png", "ada/rgb/1.png", "ada/thermal/2.png", "ada/rgb/2.png", "ada/thermal/3.png", "eva/thermal/1.png", "eva/rgb/1.png", "ian/thermal/1.png", "ian/rgb/1.png"), null, _none);
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Merge_TwoPeople_AreOneWithTheChosenNameAndComeApartAgain()
    {
        Assert.Equal("ada 5 2, eva 2 1, ian 2 1", await PeopleAsync());
        var outcome = await Identities.MergeAsync(_team, _dataset, await SeenAsync("ada", "eva"), "eva", _none);
        Assert.Equal(5, outcome.Step.Count);
        Assert.Equal("eva 7 3, ian 2 1", await PeopleAsync());
        Assert.Equal(5, await Identities.UndoAsync(_team, _dataset, outcome.Step, _none));
        Assert.Equal("ada 5 2, eva 2 1, ian 2 1", await PeopleAsync());

        var three = await Identities.MergeAsync(_team, _dataset, await SeenAsync("ada", "eva", "ian"), " Zoe ", _none); // a new name
        Assert.Equal("Zoe 9 4", await PeopleAsync());
        Assert.Equal(three.Step.Count, await Identities.UndoAsync(_team, _dataset, three.Step, _none));
        Assert.Equal("ada 5 2, eva 2 1, ian 2 1", await PeopleAsync());
        Assert.Equal(0, await Identities.UndoAsync(_team, _dataset, three.Step, _none));
    }

    [Fact]
    public async Task Merge_OnePerson_IsRenamedAndSomebodyElsesNameRefused()
    {
        var outcome = await Identities.MergeAsync(_team, _dataset, await SeenAsync("ian"), "Ian", _none);
        Assert.Equal("Ian 2 1, ada 5 2, eva 2 1", await PeopleAsync());
        Assert.Contains("another person called eva", (await Assert.ThrowsAsync<ArgumentException>(async () => await Identities.MergeAsync(_team, _dataset, await SeenAsync("Ian"), "EVA", _none))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(async () => await Identities.MergeAsync(_team, _dataset, await SeenAsync("Ian"), "  ", _none));
        Assert.Equal(1, await Identities.UndoAsync(_team, _dataset, outcome.Step, _none));
        Assert.Equal("ada 5 2, eva 2 1, ian 2 1", await PeopleAsync());
    }

    [Fact]
    public async Task Merge_ChangedByAnotherEditorMeanwhile_LosesNothing()
    {
        var seen = await SeenAsync("ada", "eva");
        await Identities.MergeAsync(_team, _dataset, await SeenAsync("eva"), "Eva K", _none);
        Assert.Equal((0, 1), await Identities.MergeAsync(_team, _dataset, seen, "ada", _none) is var late ? (late.Step.Count, late.Overtaken) : default);
        Assert.Equal((0, 1), await Identities.ForgetAsync(_team, _dataset, seen, _none) is var also ? (also.Step.Count, also.Overtaken) : default);
        Assert.Equal("Eva K 2 1, ada 5 2, ian 2 1", await PeopleAsync());

        var both = await SeenAsync("ada", "ian");
        var outcomes = await Task.WhenAll(Identities.MergeAsync(_team, _dataset, both, "ada", _none), Identities.MergeAsync(_team, _dataset, both, "ian", _none)); // one of them is first
        Assert.Equal([0, 2], outcomes.Select(o => o.Overtaken).Order());
    }

    [Fact]
    public async Task SplitAndUnknown_ChosenPairs_LeaveTheRestAndAreTakenBack()
    {
        var pairs = await PairsAsync("ada");
        var split = await Identities.SplitAsync(_team, _dataset, [Seen(pairs[1])], "ada 2", _none);
        Assert.Equal("ada 3 1, ada 2 2 1, eva 2 1, ian 2 1", await PeopleAsync());
        await Assert.ThrowsAsync<ArgumentException>(() => Identities.SplitAsync(_team, _dataset, [Seen(pairs[0])], "Ada 2", _none));
        Assert.Equal((0, 1), await Identities.SplitAsync(_team, _dataset, [Seen(pairs[1])], "ada 3", _none) is var late ? (late.Step.Count, late.Overtaken) : default); // it is not ada's any more
        Assert.Equal(2, await Identities.UndoAsync(_team, _dataset, split.Step, _none));

        var unknown = await Identities.UnknownAsync(_team, _dataset, [.. pairs.Select(Seen)], _none);
        Assert.Equal((4, 2), (unknown.Step.Count, await _portal.Get<SubjectQueries>().UnknownAsync(_team, _dataset, _none)));
        Assert.Equal(pairs.Select(p => p.Id), (await _portal.Get<CaptureQueries>().PairsAsync(_team, _dataset, new() { Nobody = true }, new PageRequest(0, 9), _none)).Items.Select(p => p.Id));
        Assert.Equal(4, await Identities.UndoAsync(_team, _dataset, unknown.Step, _none));
        var forgotten = await Identities.ForgetAsync(_team, _dataset, await SeenAsync("ada", "ian"), _none);
        Assert.Equal("eva 2 1", await PeopleAsync());
        Assert.Equal(7, await Identities.UndoAsync(_team, _dataset, forgotten.Step, _none));
        Assert.Equal("ada 5 2, eva 2 1, ian 2 1", await PeopleAsync());
    }

    [Fact]
    public async Task Change_AcceptedPairsAndFrozenVersions_StayAsTheyAre()
    {
        var version = (await _portal.Get<VersionQueries>().FreezeAsync(_team, _dataset, new(), "", "few", _none))!.Value;
        var pairs = await PairsAsync("ada");
        await _portal.Get<ReviewQueries>().ReviewAsync(_team, pairs[0].Id, ReviewState.Accepted, null, _none);
        foreach (var name in new[] { "eva", "Zoe" })
            Assert.Contains("1 pair is accepted", (await Assert.ThrowsAsync<ArgumentException>(async () => await Identities.MergeAsync(_team, _dataset, await SeenAsync("ada", "eva"), name, _none))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(async () => await Identities.ForgetAsync(_team, _dataset, await SeenAsync("ada"), _none));
        var split = await Identities.SplitAsync(_team, _dataset, [.. pairs.Select(Seen)], "ada 2", _none);
        Assert.Equal((2, 1), (split.Step.Count, split.Accepted));
        var merged = await Identities.MergeAsync(_team, _dataset, await SeenAsync("ada", "eva"), "ada", _none); // whom the accepted pair shows, and its name, stay
        Assert.Equal(2, merged.Step.Count);
        await _portal.Get<ReviewQueries>().ReviewAsync(_team, pairs[1].Id, ReviewState.Accepted, null, _none);
        Assert.Equal(0, await Identities.UndoAsync(_team, _dataset, split.Step, _none)); // accepted as ada 2
        Assert.Equal(["ada", "ada", "eva", "ian"], (await _portal.Get<VersionQueries>().ContentAsync(_team, version, _none))!.Pairs.Select(p => p.Subject));
        Assert.Equal(0, (await Identities.MergeAsync(await _portal.NewTeamAsync("stranger"), _dataset, await SeenAsync("ada", "ian"), "ada", _none)).Step.Count);
    }

    [Fact]
    public async Task Page_PartOfAName_FindsAndCounts()
    {
        var found = Assert.Single((await _portal.Get<SubjectQueries>().PageAsync(_team, _dataset, "DA", new PageRequest(0, 9), _none)).Items);
        Assert.Equal(("ada", 5, 2, 0, 0), (found.Key, found.Captures, found.Pairs, found.Sessions, found.Accepted));
        Assert.Empty((await _portal.Get<SubjectQueries>().PageAsync(_team, _dataset, "100%", new PageRequest(0, 9), _none)).Items);
    }

    private static PairSeen Seen(CapturePair pair) => new(pair.Id, pair.Thermal!.SubjectId);

    private async Task<IReadOnlyList<SubjectSummary>> AllAsync() => (await _portal.Get<SubjectQueries>().PageAsync(_team, _dataset, null, new PageRequest(0, 9), _none)).Items;

    private async Task<string> PeopleAsync() => string.Join(", ", (await AllAsync()).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key} {p.Captures} {p.Pairs}"));

    private async Task<PersonSeen[]> SeenAsync(params string[] names) => [.. (await AllAsync()).Where(p => names.Contains(p.Key)).Select(p => new PersonSeen(p.Id, p.Key, p.Captures))];

    private async Task<IReadOnlyList<CapturePair>> PairsAsync(string person) => (await _portal.Get<CaptureQueries>().PairsAsync(_team, _dataset, new() { Text = person + "/" }, new PageRequest(0, 9), _none)).Items;
}
