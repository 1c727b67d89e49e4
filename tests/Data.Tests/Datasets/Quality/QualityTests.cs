using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Quality;
using ThermalPortal.Data.Datasets.Views;

namespace ThermalPortal.Data.Tests.Datasets.Quality;

public sealed class QualityTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken _none = CancellationToken.None;
    private static readonly PageRequest _all = new(0, 100);
    private TestPortal _portal = null!;
    private TeamScope _team;
    private Guid _dataset;

    private CaptureQueries Captures => _portal.Get<CaptureQueries>();

    private QualityQueries Quality => _portal.Get<QualityQueries>();

    public async ValueTask InitializeAsync()
    {
        _portal = await postgres.NewPortalAsync();
        _team = await _portal.NewTeamAsync();
        _dataset = await _portal.Get<DatasetQueries>().CreateAsync(_team, new NewDataset { Name = "Set" }, _none);
        await _portal.Get<DatasetImport>().CommitAsync(
            _team, _dataset, await _portal.NewUploadAsync(_team, "eva/thermal/1.png", "eva/rgb/1.png", "ian/thermal/2.png", "ian/rgb/2.png", "ian/rgb/3.png"), null, _none);
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Theory]
    [InlineData(Modality.Visible, 19f, 0f, 1, QualityFaults.Blurred)]
    [InlineData(Modality.Visible, 21f, .05f, 1, QualityFaults.None)]
    [InlineData(Modality.Thermal, 19f, .11f, 2, QualityFaults.Clipped)]
    [InlineData(Modality.Thermal, 11f, .2f, 0, QualityFaults.Blurred | QualityFaults.Clipped | QualityFaults.NoFace)]
    public void FaultsOf_Measure_FollowsTheLimits(Modality modality, float sharpness, float clipped, int faces, QualityFaults faults) =>
        Assert.Equal(faults, QualityRules.FaultsOf(modality, new CaptureMeasure(sharpness, clipped, faces, 0)));

    [Fact]
    public async Task Filter_ByFault_FindsPairsAndCapturesThatHaveIt()
    {
        await _portal.MeasureAsync(_team, _dataset, path => path switch
        {
            "eva/rgb/1.png" => new CaptureMeasure(3, 0, 1, 1),
            "ian/thermal/2.png" => new CaptureMeasure(100, .5f, 0, 2),
            "ian/rgb/3.png" => null,
            _ => new CaptureMeasure(100, 0, 1, path.Length),
        });
        Assert.Equal(new QualityCounts(1, 1, 1, 0), await Quality.CountsAsync(_team, _dataset, Tray.Paired, _none));
        Assert.Equal(new QualityCounts(0, 0, 0, 1), await Quality.CountsAsync(_team, _dataset, Tray.Unpaired, _none));
        Assert.Equal("eva/thermal/1.png", Assert.Single((await PairsAsync(QualityFaults.Blurred)).Items).Thermal!.Path);
        Assert.Equal("ian/thermal/2.png", Assert.Single((await PairsAsync(QualityFaults.NoFace)).Items).Thermal!.Path);
        Assert.Equal(2, (await PairsAsync(QualityFaults.NoFace | QualityFaults.Blurred)).Total);
        Assert.Equal(0, (await PairsAsync(QualityFaults.Unreadable)).Total);
        Assert.Equal(1, (await Captures.TrayAsync(_team, _dataset, Tray.Unpaired, new() { Fault = QualityFaults.Unreadable }, _all, _none)).Total);
        var blurred = (await PairsAsync(QualityFaults.Blurred)).Items[0];
        Assert.Equal(3, blurred.Visible!.Sharpness);
        var found = (await Captures.FindPairAsync(_team, blurred.Id, new() { Fault = QualityFaults.Blurred }, _none))!;
        Assert.Null(found.NextId); // the pair after it is not blurred
        Assert.NotNull((await Captures.FindPairAsync(_team, blurred.Id, new(), _none))!.NextId);
    }

    [Fact]
    public async Task Duplicates_AcrossPeople_ComeFirstAndKindsAreKeptApart()
    {
        await _portal.MeasureAsync(_team, _dataset, path => new CaptureMeasure(100, 0, 1, path switch
        {
            "eva/thermal/1.png" => 0b1111, "ian/thermal/2.png" => 0b0110, // two bits apart
            "ian/rgb/2.png" => 0x7000, "ian/rgb/3.png" => 0x7000,
            _ => 0b1011, // near to eva's thermal picture, but visible
        }));
        var groups = await Quality.DuplicatesAsync(_team, _dataset, null, _all, _none);
        Assert.Equal(["eva/thermal/1.png, ian/thermal/2.png 2", "ian/rgb/2.png, ian/rgb/3.png 1"], groups.Items.Select(g => $"{string.Join(", ", g.Captures.Select(c => c.Path))} {g.People}"));
        Assert.Equal("ian/rgb/2.png", (await Quality.DuplicatesAsync(_team, _dataset, null, new PageRequest(1, 5), _none)).Items[0].Captures[0].Path);
        Assert.Equal(0, (await Quality.DuplicatesAsync(await _portal.NewTeamAsync("stranger"), _dataset, null, _all, _none)).Total);
    }

    [Fact]
    public async Task Pending_PictureWithViewsButWithoutMeasures_IsMeasuredLater()
    {
        var views = _portal.Get<ViewWork>();
        await _portal.MeasureAsync(_team, _dataset, _ => new CaptureMeasure(100, 0, 1, 1));
        Assert.DoesNotContain(_dataset, await views.UnfinishedAsync(_none));
        await using (var command = _portal.Get<Npgsql.NpgsqlDataSource>().CreateCommand("UPDATE captures SET measured_at = NULL WHERE path = 'ian/rgb/3.png'")) await command.ExecuteNonQueryAsync();
        Assert.Contains(_dataset, await views.UnfinishedAsync(_none));
        var pending = Assert.Single(await views.PendingAsync(_team, _dataset, 9, _none));
        Assert.True(await views.SaveAsync(_team, pending.CaptureId, null, null, new CaptureMeasure(1, 0, 1, 9), _none));
        Assert.False(await views.SaveAsync(_team, pending.CaptureId, null, null, null, _none));
        var measured = Assert.Single((await Captures.TrayAsync(_team, _dataset, Tray.Unpaired, new(), _all, _none)).Items);
        Assert.Equal((1f, 9L, QualityFaults.Blurred), (measured.Sharpness, measured.Hash, measured.Faults));
    }

    private Task<Page<CapturePair>> PairsAsync(QualityFaults fault) => Captures.PairsAsync(_team, _dataset, new() { Fault = fault }, _all, _none);
}
