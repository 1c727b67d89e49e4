using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Files;
using ThermalPortal.Data.Translations;

namespace ThermalPortal.Data.Tests.Translations;

public sealed class TranslationQueriesTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken _none = CancellationToken.None;
    private TestPortal _portal = null!;
    private TeamScope _team;

    private TranslationQueries Translations => _portal.Get<TranslationQueries>();

    private HistoryQueries History => _portal.Get<HistoryQueries>();

    public async ValueTask InitializeAsync()
    {
        _portal = await postgres.NewPortalAsync();
        _team = await _portal.NewTeamAsync();
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task FindAsync_AfterTheWorkerSaved_ShowsEverythingOnce()
    {
        var options = new TranslationOptions { Samples = 2, Seed = 5, Attributes = new() { ["glasses"] = "yes" } };
        var run = await _portal.NewRunAsync(_team, options: options);
        var lease = (await _portal.Get<RunLifecycle>().ClaimAsync(run, "w", _none))!;
        var work = _portal.Get<RunWork>();
        var input = (await work.LoadAsync(lease, _none))!.Inputs[0].InputId;
        var picture = await FileAsync(lease.Scope, "picture");
        var outcome = new InputOutcome
        {
            Results = [.. Enumerable.Range(0, 2).Select(n => new ResultOutcome(0, n, picture.Id, 5 + n, new CropRectangle(1.5, 2, 30, 40, -7.5), picture.Id))],
            Attributes = [new AttributeDetail(0, "glasses", "yes", .8, AttributeSource.Operator, new Dictionary<string, double> { ["yes"] = .8, ["no"] = .2 })],
        };
        Assert.True(await work.SavePreviewAsync(lease, input, picture.Id, _none));
        Assert.True(await work.SaveAsync(lease, input, outcome, _none));
        Assert.True(await work.SaveAsync(lease, input, outcome, _none));

        var detail = (await Translations.FindAsync(_team, run, _none))!;
        Assert.Equivalent(options, detail.Options);
        Assert.Equal(("base", "team's user"), (detail.ModelName, detail.UserName));
        var seen = Assert.Single(detail.Inputs);
        Assert.Equal(("face0.png", InputState.Succeeded, picture.Id), (seen.FileName, seen.State, seen.ThermalPreviewFileId));
        Assert.Equal([5, 6], seen.Results.Select(r => r.Seed));
        Assert.Equal(new CropRectangle(1.5, 2, 30, 40, -7.5), seen.Results[0].Crop);
        Assert.Equal((.8, AttributeSource.Operator, .2), (seen.Attributes[0].Confidence, seen.Attributes[0].Source, seen.Attributes[0].Probabilities["no"]));
        Assert.Equal(picture.Id, (await Translations.ResultFileAsync(_team, seen.Results[1].Id, _none))!.Id);
        var row = Assert.Single((await History.PageAsync(_team, new(), new(0, 10), _none)).Items);
        Assert.Equal((2, 1, "face0.png", picture.Id, picture.Id), (row.ResultCount, row.InputCount, row.FirstName, row.FirstPreviewFileId, row.FirstResultFileId));
    }

    [Fact]
    public async Task PageAsync_Filters_AreDoneByTheDatabase()
    {
        List<Guid> runs = [];
        for (var n = 0; n < 5; n++) runs.Add(await _portal.NewRunAsync(_team, pictures: n + 1));
        await Translations.CancelAsync(_team, runs[0], _none);
        await Translations.DeleteAsync(_team, runs[1], _none);
        var colleague = new TeamScope(_team.TeamId, (await _portal.NewTeamAsync("colleague")).UserId);

        Assert.Equal([runs[4], runs[3], runs[2], runs[0]], await IdsAsync(new()));
        Assert.Equal([runs[0]], await IdsAsync(new() { States = [RunState.Canceled] }));
        Assert.Equal([runs[1]], await IdsAsync(new() { Trash = true }));
        Assert.Equal([runs[4]], await IdsAsync(new() { Text = "FACE4" }));
        Assert.Equal(4, (await IdsAsync(new() { Text = "team's" })).Count);
        Assert.Empty(await IdsAsync(new() { Text = "face%" }));
        Assert.Empty(await IdsAsync(new() { From = TimeProvider.System.GetLocalNow().AddHours(1) }));
        Assert.Equal(4, (await IdsAsync(new() { From = TimeProvider.System.GetLocalNow().AddHours(-1), To = TimeProvider.System.GetLocalNow().AddHours(1) })).Count);
        Assert.Equal(4, (await History.PageAsync(colleague, new(), new(0, 9), _none)).Total);
        Assert.Equal(0, (await History.PageAsync(colleague, new() { OnlyMine = true }, new(0, 9), _none)).Total);
        var page = await History.PageAsync(_team, new(), new(1, 2), _none);
        Assert.Equal((4, runs[3], runs[2]), (page.Total, page.Items[0].Id, page.Items[1].Id));
    }

    [Fact]
    public async Task DeleteAsync_WorkingRun_IsStoppedTrashedAndCanComeBack()
    {
        var run = await _portal.NewRunAsync(_team);
        await _portal.Get<RunLifecycle>().ClaimAsync(run, "w", _none);
        Assert.True(await Translations.DeleteAsync(_team, run, _none));
        Assert.Equal(RunState.Stopping, (await Translations.ProgressAsync(_team, run, _none))!.State);
        Assert.Empty(await Translations.ActiveAsync(_team, _none));
        Assert.True(await Translations.RestoreAsync(_team, run, _none));
        Assert.False(await Translations.RestoreAsync(_team, run, _none));
        Assert.Equal(run, Assert.Single(await Translations.ActiveAsync(_team, _none)).Id);
    }

    [Fact]
    public async Task RepeatAsync_SameSeedOrNot_QueuesTheSamePictures()
    {
        var run = await _portal.NewRunAsync(_team, pictures: 2);
        var first = (await Translations.FindAsync(_team, run, _none))!;
        var same = (await Translations.FindAsync(_team, (await Translations.RepeatAsync(_team, run, sameSeed: true, _none))!.Value, _none))!;
        var fresh = (await Translations.FindAsync(_team, (await Translations.RepeatAsync(_team, run, sameSeed: false, _none))!.Value, _none))!;
        Assert.Equal(first.Options.Seed, same.Options.Seed);
        Assert.NotEqual(first.Options.Seed, fresh.Options.Seed);
        Assert.Equal(first.Inputs.Select(i => i.ItemId), same.Inputs.Select(i => i.ItemId));
    }

    [Fact]
    public async Task ProgressAsync_Queued_TellsThePosition()
    {
        var other = await _portal.NewTeamAsync("other");
        await _portal.NewRunAsync(other);
        var run = await _portal.NewRunAsync(_team);
        Assert.Equal(1, (await Translations.ProgressAsync(_team, run, _none))!.QueuePosition);
    }

    [Fact]
    public async Task CreateAsync_ForeignPictureOrInvalidOptions_IsRefused()
    {
        var model = await _portal.NewModelAsync();
        var foreign = await _portal.NewItemAsync(await _portal.NewTeamAsync("other"));
        var mine = await _portal.NewItemAsync(_team);
        await Assert.ThrowsAsync<ArgumentException>(() => CreateAsync(model.Id, foreign.Id, new()));
        await Assert.ThrowsAsync<ArgumentException>(() => CreateAsync(Guid.NewGuid(), mine.Id, new()));
        await Assert.ThrowsAsync<ArgumentException>(() => CreateAsync(model.Id, mine.Id, new() { Steps = 0 }));
    }

    private Task<Guid> CreateAsync(Guid model, Guid item, TranslationOptions options) => Translations.CreateAsync(
        _team, new NewTranslation { ModelVersionId = model, Options = options, Inputs = [new NewTranslationInput(item)] }, _none);

    private async Task<List<Guid>> IdsAsync(HistoryFilter filter) =>
        [.. (await History.PageAsync(_team, filter, new(0, 50), _none)).Items.Select(row => row.Id)];

    private async Task<StoredFile> FileAsync(TeamScope scope, string content)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content));
        return await _portal.Get<FileQueries>().AddAsync(scope, stream, "image/png", _none);
    }
}
