using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Import;

namespace ThermalPortal.Data.Tests.Datasets;

public sealed class SubjectTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken _none = CancellationToken.None;
    private static readonly PageRequest _all = new(0, 100);
    private TestPortal _portal = null!;
    private TeamScope _team;
    private Guid _dataset;

    private SubjectQueries Subjects => _portal.Get<SubjectQueries>();

    public async ValueTask InitializeAsync()
    {
        _portal = await postgres.NewPortalAsync();
        _team = await _portal.NewTeamAsync();
        _dataset = await _portal.Get<DatasetQueries>().CreateAsync(_team, new NewDataset { Name = "Set" }, _none);
        await _portal.Get<DatasetImport>().CommitAsync(_team, _dataset, await _portal.NewUploadAsync(_team, "1_ir.png", "1_vis.png", "2_ir.png", "2_vis.png", "3_ir.png"), @"^(?<key>\d)_(?<mod>ir|vis)\.png$", _none);
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Assign_OnePictureOfAPair_NamesBothAndCanBeTakenBack()
    {
        var pair = (await PairsAsync())[0];
        var changes = await Subjects.AssignAsync(_team, _dataset, [pair.ThermalId], " Eva ", _none);
        Assert.Equal(2, changes.Count);
        var named = (await PairsAsync())[0];
        Assert.Equal(("Eva", "Eva"), (named.Thermal!.Subject!.Key, named.Visible!.Subject!.Key));
        Assert.Equal(("Eva", 2, 1), await OnlyAsync());

        Assert.Equal(2, await Subjects.RestoreAsync(_team, changes, _none));
        Assert.Null((await PairsAsync())[0].Thermal!.Subject);
        Assert.Empty((await Subjects.PageAsync(_team, _dataset, null, _all, _none)).Items);
    }

    [Fact]
    public async Task Restore_AfterSomebodyElseSaidOtherwise_LeavesTheirs()
    {
        var pair = (await PairsAsync())[0];
        var first = await Subjects.AssignAsync(_team, _dataset, [pair.ThermalId], "Eva", _none);
        await Subjects.AssignAsync(_team, _dataset, [pair.VisibleId], "Ian", _none);
        Assert.Equal(0, await Subjects.RestoreAsync(_team, first, _none));
        Assert.Equal("Ian", (await PairsAsync())[0].Thermal!.Subject!.Key);
    }

    [Fact]
    public async Task Assign_NoNameOrForeignCaptures_ChangesNothing()
    {
        var pair = (await PairsAsync())[0];
        await Assert.ThrowsAsync<ArgumentException>(() => Subjects.AssignAsync(_team, _dataset, [pair.ThermalId], "  ", _none));
        Assert.Empty(await Subjects.AssignAsync(await _portal.NewTeamAsync("stranger"), _dataset, [pair.ThermalId], "Eva", _none));
        Assert.Null((await PairsAsync())[0].Thermal!.Subject);
    }

    private async Task<IReadOnlyList<CapturePair>> PairsAsync() => (await _portal.Get<CaptureQueries>().PairsAsync(_team, _dataset, new(), _all, _none)).Items;

    private async Task<(string, int, int)> OnlyAsync()
    {
        var only = Assert.Single((await Subjects.PageAsync(_team, _dataset, null, _all, _none)).Items);
        return (only.Key, only.Captures, only.Pairs);
    }
}
