using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Quality;

namespace ThermalPortal.Data.Tests.Datasets.Quality;

public sealed class MapTests(PostgresFixture postgres)
{
    private static readonly CancellationToken _none = CancellationToken.None;

    [Fact]
    public async Task Map_OfMoreThanAskedFor_IsAnEvenPickByPathOfOneKind()
    {
        await using var portal = await postgres.NewPortalAsync();
        var team = await portal.NewTeamAsync();
        var dataset = await portal.Get<DatasetQueries>().CreateAsync(team, new NewDataset { Name = "Set" }, _none);
        string[] files = [.. Enumerable.Range(0, 9).SelectMany(n => new[] { $"p{n}/rgb/1.png", $"p{n}/thermal/1.png" }), "p9/rgb/1.png"];
        await portal.Get<DatasetImport>().CommitAsync(team, dataset, await portal.NewUploadAsync(team, files), null, _none);
        var maps = portal.Get<MapQueries>();
        Assert.Equal((0, 10), await maps.OfAsync(team, dataset, Modality.Visible, 100, _none) is var (total, waiting, _) ? (total, waiting) : default); // not measured yet
        await portal.MeasureAsync(team, dataset, path => new CaptureMeasure(100, 0, 1, 0) { Embedding = Embeddings.Of(path.GetHashCode(StringComparison.Ordinal)) });

        var all = await maps.OfAsync(team, dataset, Modality.Visible, 100, _none);
        Assert.Equal((10, 0, 10, 9), (all.Total, all.Waiting, all.Points.Count, all.Points.Count(p => p.PairId is not null)));
        Assert.All(all.Points, p => Assert.Equal((SameScenes.Width, p.Path[..2]), (p.Embedding.Length, p.Subject)));
        var some = await maps.OfAsync(team, dataset, Modality.Visible, 5, _none);
        Assert.Equal((10, "p0 p2 p4 p6 p8"), (some.Total, string.Join(' ', some.Points.Select(p => p.Subject))));
        Assert.Equal(9, (await maps.OfAsync(team, dataset, Modality.Thermal, 100, _none)).Points.Count);
        Assert.Empty((await maps.OfAsync(await portal.NewTeamAsync("stranger"), dataset, Modality.Visible, 100, _none)).Points);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => maps.OfAsync(team, dataset, Modality.Visible, MapQueries.Most + 1, _none));
    }
}
