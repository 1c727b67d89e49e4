using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Quality;
using ThermalPortal.Data.Datasets.Review;

namespace ThermalPortal.Data.Tests.Datasets.Captures;

public sealed class CaptureFilterTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken _none = CancellationToken.None;
    private static readonly PageRequest _all = new(0, 100);
    private TestPortal _portal = null!;
    private TeamScope _team;
    private Guid _dataset;

    private CaptureQueries Captures => _portal.Get<CaptureQueries>();

    public async ValueTask InitializeAsync()
    {
        _portal = await postgres.NewPortalAsync();
        _team = await _portal.NewTeamAsync();
        _dataset = await _portal.Get<DatasetQueries>().CreateAsync(_team, new NewDataset { Name = "Set" }, _none);
        foreach (var person in new[] { "Eva", "ian_1", "zoe%" }) // one after the other: the last is the newest
            await _portal.Get<DatasetImport>().CommitAsync(_team, _dataset, await _portal.NewUploadAsync(_team, $"{person}/thermal/1.png", $"{person}/rgb/1.png", $"{person}/rgb/7.png"), null, _none);
        await _portal.MeasureAsync(_team, _dataset, path => path switch
        {
            "Eva/rgb/1.png" => new CaptureMeasure(40, 0, 1, 1), // twice what is needed
            "ian_1/rgb/1.png" => null,
            "zoe%/thermal/1.png" => new CaptureMeasure(6, 0, 1, 2), // half of it
            _ => new CaptureMeasure(1000, 0, 1, path.Length),
        });
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Theory]
    [InlineData(PairOrder.Path, "Eva ian_1 zoe%")]
    [InlineData(PairOrder.Newest, "zoe% ian_1 Eva")]
    [InlineData(PairOrder.LeastSharp, "ian_1 zoe% Eva")]
    public async Task Order_OfTheList_IsThatOfTheNeighbours(PairOrder order, string expected)
    {
        var filter = new CaptureFilter { Order = order };
        var pairs = (await Captures.PairsAsync(_team, _dataset, filter, _all, _none)).Items;
        Assert.Equal(expected, string.Join(' ', pairs.Select(p => p.Thermal!.Subject!.Key)));
        Assert.Equal(pairs[1].Id, Assert.Single((await Captures.PairsAsync(_team, _dataset, filter, new PageRequest(1, 1), _none)).Items).Id);
        var views = await Task.WhenAll(pairs.Select(p => Captures.FindPairAsync(_team, p.Id, filter, _none)));
        Assert.Equal([null, pairs[0].Id, pairs[1].Id], views.Select(v => v!.PreviousId));
        Assert.Equal([pairs[1].Id, pairs[2].Id, null], views.Select(v => v!.NextId));
    }

    [Fact]
    public async Task Measures_OfBothPictures_AreKnownOfThePair()
    {
        var pairs = (await Captures.PairsAsync(_team, _dataset, new(), _all, _none)).Items;
        Assert.Equal([(2f, QualityFaults.None), (0f, QualityFaults.Unreadable), (.5f, QualityFaults.Blurred)], pairs.Select(p => (p.Sharpness, p.Faults)));
        await Captures.UnpairAsync(_team, pairs[2].Id, _none);
        await Captures.PairAsync(_team, pairs[2].ThermalId, pairs[2].VisibleId, _none);
        Assert.Equal((.5f, QualityFaults.Blurred), (await Captures.PairsAsync(_team, _dataset, new(), _all, _none)).Items.Select(p => (p.Sharpness, p.Faults)).Last());
    }

    [Theory]
    [InlineData("EVA", 1)]
    [InlineData("thermal", 3)]
    [InlineData("n_1/", 1)]
    [InlineData("e%/", 1)]
    [InlineData("%", 1)]
    [InlineData("rgb", 0)] // the thermal picture's path counts
    [InlineData("  ", 3)]
    public async Task Text_PartOfThePath_FindsPairsInAnyCase(string text, int found)
    {
        Assert.Equal(found, (await Captures.PairsAsync(_team, _dataset, new() { Text = text }, _all, _none)).Total);
        Assert.Equal(Math.Min(1, found), (await Captures.PairsAsync(_team, _dataset, new() { Text = text }, new PageRequest(0, 1), _none)).Items.Count);
    }

    [Fact]
    public async Task Filters_Together_NarrowPairsAndCaptures()
    {
        var pair = (await Captures.PairsAsync(_team, _dataset, new() { Text = "zoe" }, _all, _none)).Items[0];
        await _portal.Get<ReviewQueries>().ReviewAsync(_team, pair.Id, ReviewState.Accepted, null, _none);
        var zoe = new CaptureFilter { SubjectId = pair.Thermal!.SubjectId, Review = ReviewState.Accepted, Fault = QualityFaults.Blurred };
        Assert.Equal(1, (await Captures.PairsAsync(_team, _dataset, zoe, _all, _none)).Total);
        Assert.Equal(0, (await Captures.PairsAsync(_team, _dataset, zoe with { Review = ReviewState.Open }, _all, _none)).Total);
        Assert.Equal(0, (await Captures.PairsAsync(_team, _dataset, zoe with { SubjectId = Guid.NewGuid() }, _all, _none)).Total);
        Assert.Equal("zoe%/rgb/7.png", Assert.Single((await Captures.TrayAsync(_team, _dataset, Tray.Unpaired, new() { SubjectId = zoe.SubjectId }, _all, _none)).Items).Path);
        Assert.Equal(1, (await Captures.TrayAsync(_team, _dataset, Tray.Unpaired, new() { Text = "IAN" }, _all, _none)).Total);
    }
}
