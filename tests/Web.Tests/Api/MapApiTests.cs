using System.Net;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Quality;

namespace ThermalPortal.Web.Tests.Api;

public sealed class MapApiTests(PortalFixture portal)
{
    private static readonly CancellationToken _none = CancellationToken.None;

    [Fact]
    public async Task Map_MeasuredPictures_ComeWithTheirEmbeddings()
    {
        var (client, scope) = await portal.NewClientAsync();
        var (dataset, _) = await portal.FrozenAsync(scope);
        await portal.Data.Get<DatasetImport>().CommitAsync(scope, dataset, await portal.Data.NewUploadAsync(scope, "ada/thermal/1.png", "ada/rgb/1.png"), null, _none);
        await portal.Data.MeasureAsync(scope, dataset, _ => new CaptureMeasure(100, 0, 1, 0) { Embedding = new byte[SameScenes.Width] });
        var map = await client.GetJsonAsync($"/api/v1/datasets/{dataset}/map?modality=thermal");
        var picture = Assert.Single(map.GetProperty("pictures").EnumerateArray());
        Assert.Equal((1, "ada/thermal/1.png", "ada"), (map.GetProperty("total").GetInt32(), picture.Text("path"), picture.Text("subject")));
        Assert.Equal(128, picture.GetProperty("embedding").GetBytesFromBase64().Length);
        Assert.NotEqual(System.Text.Json.JsonValueKind.Null, picture.GetProperty("pair_id").ValueKind);
        foreach (var wrong in new[] { "modality=unknown", "modality=tape", "take=0", "take=3001" })
            Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync($"/api/v1/datasets/{dataset}/map?{wrong}")).StatusCode);
        var (stranger, _) = await portal.NewClientAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/api/v1/datasets/{dataset}/map")).StatusCode);
    }
}
