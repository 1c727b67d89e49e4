using System.Net;
using System.Net.Http.Json;
using ThermalPortal.Data;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Quality;
using ThermalPortal.Data.Datasets.Scenes;

namespace ThermalPortal.Web.Tests.Api;

public sealed class ScenesApiTests(PortalFixture portal)
{
    private static readonly CancellationToken _none = CancellationToken.None;

    [Fact]
    public async Task Scene_SaidAndTakenBack_NamesWhatWasSeen()
    {
        var (client, scope) = await portal.NewClientAsync();
        var dataset = await portal.Data.Get<DatasetQueries>().CreateAsync(scope, new NewDataset { Name = "Set" }, _none);
        await portal.Data.Get<DatasetImport>().CommitAsync(scope, dataset, await portal.Data.NewUploadAsync(scope, "ada/thermal/1.png", "ada/rgb/1.png"), null, _none);
        await portal.Data.MeasureAsync(scope, dataset, path => new CaptureMeasure(100, 0, 1, 1) { Camera = path.Contains("thermal", StringComparison.Ordinal) ? new CameraScene(21000, .0125, 1500, 1, -7300) { Emissivity = .95, Reflected = 20 } : null });
        var pair = Assert.Single((await portal.Data.Get<CaptureQueries>().PairsAsync(scope, dataset, new(), new PageRequest(0, 9), _none)).Items);
        var url = $"/api/v1/datasets/captures/{pair.ThermalId}/scene";

        var before = await client.GetJsonAsync(url);
        Assert.Equal((.95, 20.0), (before.GetProperty("camera_emissivity").GetDouble(), before.GetProperty("camera_reflected_celsius").GetDouble()));
        foreach (var wrong in new object[] { new { emissivity = .98 }, new { emissivity = 1.2, reflected_celsius = 20 }, new { emissivity = .98, reflected_celsius = 501 } })
            Assert.Equal(HttpStatusCode.BadRequest, (await client.PutAsJsonAsync(url, wrong)).StatusCode);
        var said = await (await client.PutAsJsonAsync(url, new { emissivity = .98, reflected_celsius = 21.5 })).ReadAsync();
        Assert.Equal((.98, 21.5, scope.UserId), (said.GetProperty("emissivity").GetDouble(), said.GetProperty("reflected_celsius").GetDouble(), said.GetProperty("user_id").GetGuid()));
        Assert.Equal(HttpStatusCode.Conflict, (await client.PutAsJsonAsync(url, new { emissivity = .5, reflected_celsius = 20 })).StatusCode); // not as seen
        Assert.Null((await (await client.PutAsJsonAsync(url, new { seen = said.GetProperty("edit_id").GetGuid() })).ReadAsync()).Text("emissivity"));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/api/v1/datasets/captures/{pair.VisibleId}/scene")).StatusCode);

        var (stranger, _) = await portal.NewClientAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(url)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PutAsJsonAsync(url, new { emissivity = .98, reflected_celsius = 20 })).StatusCode);
        await portal.Data.Get<AccountQueries>().SetRoleAsync(scope, scope.UserId, TeamRole.Viewer, _none);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PutAsJsonAsync(url, new { emissivity = .98, reflected_celsius = 20 })).StatusCode);
    }
}
