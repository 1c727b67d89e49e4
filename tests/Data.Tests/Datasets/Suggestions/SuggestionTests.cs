using System.IO.Compression;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Export;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Labels;
using ThermalPortal.Data.Datasets.Review;
using ThermalPortal.Data.Datasets.Suggestions;
using ThermalPortal.Data.Datasets.Versions;

namespace ThermalPortal.Data.Tests.Datasets.Suggestions;

public sealed class SuggestionTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Suggested = "suggested-only";
    private static readonly CancellationToken _none = CancellationToken.None;
    private static readonly SuggestionModel _model = new("Nano", "2", new string('a', 64)), _better = new("Base", "1", new string('b', 64));
    private static readonly string[] _heads = ["glasses", "sex"];
    private TestPortal _portal = null!;
    private TeamScope _team;
    private Guid _dataset;
    private Guid[] _pairs = [];

    private SuggestionQueries Suggestions => _portal.Get<SuggestionQueries>();

    private SuggestionWork Work => _portal.Get<SuggestionWork>();

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
    public async Task Accept_OfOneAndOfSeveral_MakesOrdinaryLabelsThatCanBeTakenBack()
    {
        await SuggestAsync(_model, "clear", 0, 1);
        await SuggestAsync(_model, "sun", 2);
        Assert.Equal(["clear", "clear", "sun", null], await OpenAsync());
        var outcome = await Suggestions.AcceptAsync(_team, await IdsAsync(0, 2), _none);
        Assert.Equal((2, 0, 0), (outcome.Changes.Count, outcome.Overtaken, outcome.Accepted));
        Assert.Equal(["clear", null, "sun", null], await LabelsAsync());
        Assert.Equal([null, "clear", null, null], await OpenAsync()); // what is answered waits no more
        Assert.Equal(1, (await Suggestions.StateAsync(_team, _dataset, _none)).Open["glasses"]);
        Assert.Equal([_pairs[1]], (await PairsAsync(new CaptureFilter { Suggested = "glasses" })).Select(p => p.Id));
        Assert.Equal(2, await _portal.Get<LabelQueries>().RestoreAsync(_team, outcome.Changes, _none));
        Assert.Equal([null, null, null, null], await LabelsAsync());
        Assert.Equal(["clear", "clear", "sun", null], await OpenAsync()); // and waits again
    }

    [Fact]
    public async Task Accept_LabelledMeanwhileAcceptedOrRefused_LeavesThemAlone()
    {
        await SuggestAsync(_model, "clear", 0, 1, 2, 3);
        var ids = await IdsAsync(0, 1, 2, 3);
        await _portal.Get<LabelQueries>().SetAsync(_team, _dataset, [new(_pairs[0], null)], "glasses", "none", _none);
        await _portal.Get<ReviewQueries>().ReviewAsync(_team, _pairs[1], ReviewState.Accepted, null, _none);
        await Suggestions.RefuseAsync(_team, [ids[2]], _none);
        Assert.Equal([null, null, null, "clear"], await OpenAsync());
        var outcome = await Suggestions.AcceptAsync(_team, ids, _none);
        Assert.Equal((1, 2, 1), (outcome.Changes.Count, outcome.Overtaken, outcome.Accepted));
        Assert.Equal(["none", null, null, "clear"], await LabelsAsync());
        Assert.Empty(await Suggestions.RefuseAsync(_team, [ids[1]], _none)); // accepted pairs are locked for a no too
        Assert.Empty((await Suggestions.AcceptAsync(await _portal.NewTeamAsync("stranger"), ids, _none)).Changes);
    }

    [Fact]
    public async Task Refuse_IsRememberedForThatModelAndCanBeTakenBack()
    {
        await SuggestAsync(_model, "clear", 0, 1);
        var refused = await Suggestions.RefuseAsync(_team, await IdsAsync(0), _none);
        Assert.Single(refused);
        await SuggestAsync(_model, "clear", 0); // a second job run
        Assert.Equal([null, "clear", null, null], await OpenAsync());
        Assert.Equal(["sex"], (await NextAsync(_model)).Single(p => p.PairId == _pairs[0]).Names); // not asked again
        Assert.Equal(1, await Suggestions.ReopenAsync(_team, refused, _none));
        Assert.Equal(["clear", "clear", null, null], await OpenAsync());
        await Suggestions.RefuseAsync(_team, refused, _none);
        await SuggestAsync(_better, "sun", 0, 1); // another model may see more, and takes the place of what nobody refused
        Assert.Equal(["sun", "sun", null, null], await OpenAsync());
        Assert.Equal("Base", (await Suggestions.OpenAsync(_team, _pairs, "glasses", _none))[_pairs[0]].ModelName);
    }

    [Fact]
    public async Task Next_PairsWithValuesSaidToHaveNoneOrAccepted_AreNotAskedAbout()
    {
        var labels = _portal.Get<LabelQueries>();
        await labels.SetAsync(_team, _dataset, [new(_pairs[0], null)], "Glasses", "none", _none); // any case
        var set = await labels.SetAsync(_team, _dataset, [new(_pairs[1], null)], "sex", "female", _none);
        await labels.SetAsync(_team, _dataset, [new(_pairs[1], "female")], "sex", "", _none); // a person says there is none
        await _portal.Get<ReviewQueries>().ReviewAsync(_team, _pairs[2], ReviewState.Accepted, null, _none);
        await Work.SaveAsync(_team, _pairs[3], _model, [new("glasses", null, .3f), new("sex", null, .5f)], _none); // not sure
        var next = (await NextAsync(_model)).ToDictionary(p => p.PairId, p => string.Join(',', p.Names));
        Assert.Equal(("sex", "glasses", ""), (next[_pairs[0]], next[_pairs[1]], next[_pairs[3]]));
        Assert.False(next.ContainsKey(_pairs[2]));
        Assert.Equal("glasses,sex", (await NextAsync(_better)).Single(p => p.PairId == _pairs[3]).Names is var names ? string.Join(',', names) : null);
        Assert.Equal([null, null, null, null], await OpenAsync()); // unsure is no suggestion
    }

    [Fact]
    public async Task Suggestions_NobodyAnswered_AreNeverCountedFrozenOrExported()
    {
        await SuggestAsync(_model, Suggested, 0, 1, 2, 3);
        Assert.Empty(await _portal.Get<LabelQueries>().VocabularyAsync(_team, _dataset, _none));
        var versions = _portal.Get<VersionQueries>();
        var plain = (await versions.FreezeAsync(_team, _dataset, new(), "", "few", _none))!.Value;
        Assert.All((await versions.ContentAsync(_team, plain, _none))!.Pairs, p => Assert.Empty(p.Labels));
        foreach (var format in Enum.GetValues<ExportFormat>()) Assert.DoesNotContain(Suggested, await ExportAsync(plain, format), StringComparison.Ordinal);
        await Suggestions.AcceptAsync(_team, await IdsAsync(0), _none);
        var taken = (await versions.FreezeAsync(_team, _dataset, new(), "", "few", _none))!.Value;
        Assert.Single((await versions.CompareAsync(_team, plain, taken, _none))!.Relabelled);
        Assert.Contains(Suggested, await ExportAsync(taken, ExportFormat.Manifest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_WorkedAndEnded_SaysHowFarItIs()
    {
        Assert.Null(await Work.ScopeOfAsync(_dataset, _none));
        Assert.True(await Suggestions.AskAsync(_team, _dataset, _none));
        Assert.False(await Suggestions.AskAsync(await _portal.NewTeamAsync("stranger"), _dataset, _none));
        Assert.Equal(_team, await Work.ScopeOfAsync(_dataset, _none));
        Assert.Equal([_dataset], await Work.UnfinishedAsync(_none));
        await Work.ProgressAsync(_team, _dataset, 3, 4, _none);
        await Suggestions.AskAsync(_team, _dataset, _none); // asked twice: the first goes on
        Assert.Equal((true, 3, 4), (await Suggestions.StateAsync(_team, _dataset, _none)) is var s ? (s.Working, s.Request!.Looked, s.Request.Total) : default);
        await Work.EndAsync(_team, _dataset, "No model.", _none);
        Assert.Null(await Work.ScopeOfAsync(_dataset, _none));
        Assert.Equal((false, "No model."), (await Suggestions.StateAsync(_team, _dataset, _none)) is var e ? (e.Working, e.Request!.Problem) : default);
    }

    private async Task SuggestAsync(SuggestionModel model, string value, params int[] pairs)
    {
        foreach (var pair in pairs) await Work.SaveAsync(_team, _pairs[pair], model, [new("glasses", value, .9f)], _none);
    }

    private Task<IReadOnlyList<UnlabelledPair>> NextAsync(SuggestionModel model) => Work.NextAsync(_team, _dataset, model, _heads, Guid.Empty, 100, _none);

    private async Task<string?[]> OpenAsync() => await Suggestions.OpenAsync(_team, _pairs, "glasses", _none) is var open ? [.. _pairs.Select(p => open.GetValueOrDefault(p)?.Value)] : [];

    private async Task<Guid[]> IdsAsync(params int[] pairs) => await Suggestions.OpenAsync(_team, _pairs, "glasses", _none) is var open ? [.. pairs.Select(p => open[_pairs[p]].Id)] : [];

    private async Task<string?[]> LabelsAsync() => [.. (await PairsAsync()).Select(p => PairLabels.Of(p).GetValueOrDefault("glasses"))];

    private async Task<IReadOnlyList<CapturePair>> PairsAsync(CaptureFilter? filter = null) =>
        (await _portal.Get<CaptureQueries>().PairsAsync(_team, _dataset, filter ?? new(), new PageRequest(0, 100), _none)).Items;

    private async Task<string> ExportAsync(Guid version, ExportFormat format)
    {
        using var bytes = new MemoryStream();
        await _portal.Get<VersionArchive>().WriteAsync((await _portal.Get<VersionQueries>().ContentAsync(_team, version, _none))!, format, bytes, _none);
        using var archive = new ZipArchive(new MemoryStream(bytes.ToArray()));
        return string.Concat(archive.Entries.Where(e => Path.GetExtension(e.Name) is not ".png").Select(e => { using var text = new StreamReader(e.Open()); return text.ReadToEnd(); }));
    }
}
