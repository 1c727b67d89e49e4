using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Quality;
using ThermalPortal.Data.Datasets.Review;
using ThermalPortal.Data.Datasets.Scales;
using ThermalPortal.Data.Datasets.Scenes;

namespace ThermalPortal.Data.Tests.Datasets.Scales;

/// <summary>Three people in two sessions whose thermal pictures were read as hundredths of a kelvin by guess, one picture of another format without a scale, and one that is relative.</summary>
public sealed class ScaleTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Manifest = "path,modality,pair,subject,session,camera\nada/t.png,thermal,1,ada,s1,\nada/v.png,visible,1,ada,s1,\neva/t.png,thermal,2,eva,s1,\neva/v.png,visible,2,eva,s1,\nian/t.png,thermal,3,ian,s2,Lepton\nian/v.png,visible,3,ian,s2,\nx/raw.png,thermal,,x,,\nx/grey.png,thermal,,x,,\n";
    private static readonly CancellationToken _none = CancellationToken.None;
    private static readonly Dictionary<string, FrameReading> _read = new()
    {
        ["ada/t.png"] = new("png-16", TemperatureScale.CentiKelvin, true, 30515), ["eva/t.png"] = new("png-16", TemperatureScale.CentiKelvin, true, 30800),
        ["ian/t.png"] = new("png-16", TemperatureScale.CentiKelvin, true, 30600), ["x/raw.png"] = new("tiff-16", TemperatureScale.Counts, true, 7628),
    };

    private TestPortal _portal = null!;
    private TeamScope _team;
    private Guid _dataset;

    private ScaleQueries Scales => _portal.Get<ScaleQueries>();

    public async ValueTask InitializeAsync()
    {
        _portal = await postgres.NewPortalAsync();
        _team = await _portal.NewTeamAsync();
        _dataset = await _portal.Get<DatasetQueries>().CreateAsync(_team, new NewDataset { Name = "Set" }, _none);
        string[] paths = [.. Manifest.Split('\n')[1..^1].Select(l => l.Split(',')[0])];
        await _portal.Get<DatasetImport>().CommitAsync(_team, _dataset, await _portal.NewUploadAsync(_team, [.. paths, "manifest.csv=" + Manifest]), null, _none);
        await _portal.MeasureAsync(_team, _dataset, path => new CaptureMeasure(100, 0, 1, Random.Shared.NextInt64()) { Reading = _read.GetValueOrDefault(path) });
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Groups_GuessedPictures_AreTogetherByFormatAndCameraOrSession()
    {
        Assert.Equal(
            [new ScaleGroup("png-16", "session s1", TemperatureScale.CentiKelvin, 2, 30515, 30800), new("png-16", "Lepton", TemperatureScale.CentiKelvin, 1, 30600, 30600), new("tiff-16", "", TemperatureScale.Counts, 1, 7628, 7628)],
            await GroupsAsync());
        Assert.Equal([TemperatureScale.DuoProHigh], TemperatureScales.OfFormat("tiff-16").Where((await GroupsAsync())[2].Fits));
        Assert.Empty(await Scales.GroupsAsync(await _portal.NewTeamAsync("stranger"), _dataset, _none));
        var ada = await ThermalAsync("ada");
        Assert.True(CaptureScale.Of(ada) is { GuessedDegrees: true, Shown: TemperatureScale.CentiKelvin });
    }

    [Fact]
    public async Task Say_WholeImport_IsKeptWithItsAuthorAndTakenBackInOneAct()
    {
        var groups = await GroupsAsync();
        var outcome = await Scales.SayAsync(_team, _dataset, [.. groups.Select(g => g.Key)], null, _none);
        Assert.Equal((3, 0, 0, 1), (outcome.Changed, outcome.Accepted, outcome.Impossible, outcome.Batches.Count));
        Assert.Equal(groups[2], Assert.Single(await GroupsAsync())); // without a guess there is nothing to confirm
        Assert.Equal([(TemperatureScale.CentiKelvin, 3)], (await Scales.AnswersAsync(_team, _dataset, _none)).Select(a => (a.Scale, a.Count)).Order());
        Assert.All(await Scales.AnswersAsync(_team, _dataset, _none), a => Assert.Equal("team's user", a.Author));
        Assert.True(CaptureScale.Of(await ThermalAsync("eva")) is { Guessed: false, Shown: TemperatureScale.CentiKelvin } confirmed && confirmed.FromRead() is null);
        Assert.Equal(0, (await Scales.SayAsync(_team, _dataset, [groups[0].Key, groups[1].Key], TemperatureScale.Counts, _none)).Changed); // somebody has answered

        foreach (var batch in outcome.Batches) await Scales.TakeBackAsync(_team, _dataset, batch, _none);
        Assert.Equal(groups, await GroupsAsync());
        Assert.Empty(await Scales.AnswersAsync(_team, _dataset, _none));
        var history = (await _portal.Get<SceneQueries>().FindAsync(_team, (await ThermalAsync("ada")).Id, _none))!.History;
        Assert.Equal([null, TemperatureScale.CentiKelvin], history.Select(h => h.Edit.Scale)); // also that it was taken back, and by whom
        Assert.Equal(0, (await Scales.TakeBackAsync(_team, _dataset, outcome.Batches[0], _none)).Changed);
    }

    [Fact]
    public async Task Say_AcceptedOrImpossible_IsLeftAndCounted()
    {
        var pair = (await PairsAsync()).Single(p => p.Path == "ada/t.png");
        await _portal.Get<ReviewQueries>().ReviewAsync(_team, pair.Id, ReviewState.Accepted, null, _none);
        var session = (await GroupsAsync())[0].Key;
        Assert.Equal((0, 1, 1), await Scales.SayAsync(_team, _dataset, [session], TemperatureScale.DeciKelvin, _none) is var no ? (no.Changed, no.Accepted, no.Impossible) : default);
        Assert.Equal((1, 1, 0), await Scales.SayAsync(_team, _dataset, [session], TemperatureScale.Counts, _none) is var yes ? (yes.Changed, yes.Accepted, yes.Impossible) : default);
        Assert.Equal(SceneOutcome.Accepted, await Scales.SaveAsync(_team, pair.ThermalId, null, TemperatureScale.Counts, _none));
        var stranger = await _portal.NewTeamAsync("stranger");
        Assert.Equal(0, (await Scales.SayAsync(stranger, _dataset, [.. (await GroupsAsync()).Select(g => g.Key)], null, _none)).Changed);
        Assert.Equal(SceneOutcome.NotThere, await Scales.SaveAsync(stranger, (await ThermalAsync("eva")).Id, null, null, _none));
    }

    [Fact]
    public async Task Save_OnePicture_ChangesWhatIsShownAndLosesNobodysAnswer()
    {
        var eva = await ThermalAsync("eva");
        Assert.Equal(SceneOutcome.Impossible, await Scales.SaveAsync(_team, eva.Id, null, TemperatureScale.DeciKelvin, _none));
        Assert.Equal(SceneOutcome.Done, await Scales.SaveAsync(_team, eva.Id, null, TemperatureScale.Counts, _none));
        var rejected = await ThermalAsync("eva");
        var scale = CaptureScale.Of(rejected)!;
        Assert.Equal((TemperatureScale.Counts, false, RadiometryBadge.RawCounts), (scale.Shown, scale.GuessedDegrees, CaptureScale.BadgeOf(rejected)));
        var (gain, offset) = scale.FromRead()!.Value;
        Assert.Equal(30800, gain * TemperatureScale.CentiKelvin.Of(30800) + offset, 6); // the counts again
        Assert.Equal(SceneOutcome.ChangedMeanwhile, await Scales.SaveAsync(_team, eva.Id, null, TemperatureScale.CentiKelvin, _none));
        Assert.Equal(SceneOutcome.Done, await Scales.SaveAsync(_team, eva.Id, rejected.SceneEditId, null, _none));
        Assert.True(CaptureScale.Of(await ThermalAsync("eva"))!.GuessedDegrees);
        Assert.Equal(2, (await _portal.Get<SceneQueries>().FindAsync(_team, eva.Id, _none))!.History.Count);
        var visible = (await PairsAsync())[0].VisibleId;
        Assert.Equal(SceneOutcome.NoScale, await Scales.SaveAsync(_team, visible, null, TemperatureScale.Celsius, _none));
    }

    private Task<IReadOnlyList<ScaleGroup>> GroupsAsync() => Scales.GroupsAsync(_team, _dataset, _none);

    private async Task<IReadOnlyList<CapturePair>> PairsAsync() => (await _portal.Get<CaptureQueries>().PairsAsync(_team, _dataset, new(), new PageRequest(0, 9), _none)).Items;

    private async Task<Capture> ThermalAsync(string person) => (await PairsAsync()).Single(p => p.Path == person + "/t.png").Thermal!;
}
