using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Quality;
using ThermalPortal.Data.Datasets.Review;
using ThermalPortal.Data.Datasets.Scenes;
using ThermalPortal.Data.Datasets.Versions;

namespace ThermalPortal.Data.Tests.Datasets.Scenes;

/// <summary>Two pairs: of Ada's thermal picture the calibration is known, of Eva's it is not.</summary>
public sealed class SceneTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken _none = CancellationToken.None;
    private static readonly CameraScene _camera = new(21000, .0125, 1500, 1, -7300) { Emissivity = .95, Reflected = 20 };
    private TestPortal _portal = null!;
    private TeamScope _team;
    private Guid _dataset;
    private CapturePair _ada = null!, _eva = null!;

    private SceneQueries Scenes => _portal.Get<SceneQueries>();

    public async ValueTask InitializeAsync()
    {
        _portal = await postgres.NewPortalAsync();
        _team = await _portal.NewTeamAsync();
        _dataset = await _portal.Get<DatasetQueries>().CreateAsync(_team, new NewDataset { Name = "Set" }, _none);
        await _portal.Get<DatasetImport>().CommitAsync(_team, _dataset, await _portal.NewUploadAsync(_team, "ada/thermal/1.png", "ada/rgb/1.png", "eva/thermal/1.png", "eva/rgb/1.png"), null, _none);
        await _portal.MeasureAsync(_team, _dataset, path => new CaptureMeasure(100, 0, 1, Random.Shared.NextInt64()) { Camera = path.StartsWith("ada/thermal", StringComparison.Ordinal) ? _camera : null });
        var pairs = (await _portal.Get<CaptureQueries>().PairsAsync(_team, _dataset, new(), new PageRequest(0, 9), _none)).Items;
        (_ada, _eva) = (pairs[0], pairs[1]);
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Save_EditedAndReset_KeepsEveryStepWithItsAuthor()
    {
        Assert.Equal((_camera, null), await ViewAsync() is var before ? (before.Camera, before.Edit) : default);
        Assert.Equal(SceneOutcome.Done, await SaveAsync(null, new SceneValues(.98, 21.5)));
        var first = (await ViewAsync()).Edit!;
        Assert.Equal((.98, 21.5, _team.UserId), (first.Emissivity, first.Reflected, first.UserId));
        Assert.Equal(SceneOutcome.Done, await SaveAsync(first.Id, new SceneValues(.98, 21.5))); // no step without a change
        Assert.Equal(SceneOutcome.ChangedMeanwhile, await SaveAsync(null, new SceneValues(.5, 20)));
        Assert.Equal(SceneOutcome.Done, await SaveAsync(first.Id, null));
        var view = await ViewAsync();
        Assert.Null(view.Edit!.Values());
        Assert.Equal([(double?)null, .98], view.History.Select(h => h.Edit.Emissivity));
        Assert.All(view.History, h => Assert.NotEmpty(h.Author));
        Assert.Equal(first.Id, view.Edit.PreviousId);
    }

    [Fact]
    public async Task Save_NoRadiometryAcceptedOrOutOfRange_ChangesNothing()
    {
        Assert.Equal(SceneOutcome.NoRadiometry, await Scenes.SaveAsync(_team, _eva.ThermalId, null, new SceneValues(.98, 20), _none));
        Assert.Equal(SceneOutcome.NotThere, await Scenes.SaveAsync(await _portal.NewTeamAsync("stranger"), _ada.ThermalId, null, new SceneValues(.98, 20), _none));
        foreach (var values in new[] { new SceneValues(0, 20), new SceneValues(1.01, 20), new SceneValues(double.NaN, 20), new SceneValues(.98, 501), new SceneValues(.98, double.PositiveInfinity) })
            await Assert.ThrowsAsync<ArgumentException>(() => SaveAsync(null, values));
        await _portal.Get<ReviewQueries>().ReviewAsync(_team, _ada.Id, ReviewState.Accepted, null, _none);
        Assert.Equal(SceneOutcome.Accepted, await SaveAsync(null, new SceneValues(.98, 20)));
        Assert.Empty((await ViewAsync()).History);
    }

    [Fact]
    public async Task Freeze_EditedPicture_HoldsItsValuesAndIsAnotherVersion()
    {
        var versions = _portal.Get<VersionQueries>();
        var plain = (await versions.FreezeAsync(_team, _dataset, new(), "", "few", _none))!.Value;
        await SaveAsync(null, new SceneValues(.97, 23));
        var edited = (await versions.FreezeAsync(_team, _dataset, new(), "", "few", _none))!.Value;
        Assert.Equal([new SceneValues(.97, 23), null], (await versions.ContentAsync(_team, edited, _none))!.Pairs.Select(p => p.Scene));
        Assert.All((await versions.ContentAsync(_team, plain, _none))!.Pairs, p => Assert.Null(p.Scene)); // a later edit does not reach it
        Assert.Equal(["ada/thermal/1.png"], (await versions.CompareAsync(_team, plain, edited, _none))!.Relabelled);
        await SaveAsync((await ViewAsync()).Edit!.Id, null);
        var reset = (await versions.FreezeAsync(_team, _dataset, new(), "", "few", _none))!.Value;
        Assert.Equal((await versions.FindAsync(_team, plain, _none))!.Sha256, (await versions.FindAsync(_team, reset, _none))!.Sha256);
    }

    private Task<SceneOutcome> SaveAsync(Guid? seen, SceneValues? values) => Scenes.SaveAsync(_team, _ada.ThermalId, seen, values, _none);

    private async Task<SceneView> ViewAsync() => (await Scenes.FindAsync(_team, _ada.ThermalId, _none))!;
}
