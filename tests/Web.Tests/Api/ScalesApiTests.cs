using System.Net;
using System.Net.Http.Json;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Quality;
using ThermalPortal.Data.Datasets.Scales;

namespace ThermalPortal.Web.Tests.Api;

public sealed class ScalesApiTests(PortalFixture portal)
{
    private static readonly CancellationToken _none = CancellationToken.None;

    [Fact]
    public async Task Scales_ListedSaidAndTakenBack_ByGroupAndByPicture()
    {
        var (client, scope) = await portal.NewClientAsync();
        var dataset = await portal.Data.Get<DatasetQueries>().CreateAsync(scope, new NewDataset { Name = "Set" }, _none);
        await portal.Data.Get<DatasetImport>().CommitAsync(scope, dataset, await portal.Data.NewUploadAsync(scope, "ada/thermal/1.png", "ada/rgb/1.png", "eva/thermal/1.png", "eva/rgb/1.png"), null, _none);
        await portal.Data.MeasureAsync(scope, dataset, path => new CaptureMeasure(100, 0, 1, 1) { Reading = path.Contains("thermal", StringComparison.Ordinal) ? new("png-16", TemperatureScale.CentiKelvin, true, 30515) : null });
        var url = $"/api/v1/datasets/{dataset}/scales";
        var group = (await client.GetJsonAsync(url)).GetProperty("groups")[0];
        Assert.Equal(("png-16", "centi_kelvin", 2, 32.0), (group.Text("format"), group.Text("scale"), group.GetProperty("count").GetInt32(), Math.Round(group.GetProperty("lowest").GetDouble(), 2)));

        foreach (var wrong in new object[] { new { scale = "furlong" }, new { groups = Array.Empty<object>() }, new { groups = new[] { new { format = "png-16" } } } })
            Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsJsonAsync(url, wrong)).StatusCode);
        Assert.Equal(2, (await (await client.PostAsJsonAsync(url, new { scale = "duo_pro_low" })).ReadAsync()).GetProperty("impossible").GetInt32());
        var said = await (await client.PostAsJsonAsync(url, new { groups = new[] { new { format = "png-16", source = "", scale = "centi_kelvin" } } })).ReadAsync();
        Assert.Equal(2, said.GetProperty("changed").GetInt32());
        Assert.Equal("centi_kelvin", (await client.GetJsonAsync(url)).GetProperty("answers")[0].Text("scale"));
        Assert.Equal(2, (await (await client.PostAsync($"{url}/{said.GetProperty("batches")[0].GetGuid()}/undo", null)).ReadAsync()).GetProperty("changed").GetInt32());

        var picture = $"/api/v1/datasets/captures/{(await client.GetJsonAsync($"/api/v1/datasets/{dataset}/pairs")).GetProperty("items")[0].GetProperty("thermal").GetProperty("id").GetGuid()}/scale";
        var before = await client.GetJsonAsync(picture);
        Assert.True(before.GetProperty("guessed").GetBoolean());
        Assert.Equal(HttpStatusCode.Conflict, (await client.PutAsJsonAsync(picture, new { scale = "counts" })).StatusCode); // said and taken back since
        var counts = await (await client.PutAsJsonAsync(picture, new { seen = before.GetProperty("edit_id").GetGuid(), scale = "counts" })).ReadAsync();
        Assert.Equal(("counts", "centi_kelvin", 30515, false), (counts.Text("scale"), counts.Text("read_as"), counts.GetProperty("median").GetDouble(), counts.GetProperty("guessed").GetBoolean()));

        var (stranger, _) = await portal.NewClientAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(url)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsJsonAsync(url, new { })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(picture)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PutAsJsonAsync(picture, new { scale = "counts" })).StatusCode);
        await portal.Data.Get<AccountQueries>().SetRoleAsync(scope, scope.UserId, TeamRole.Viewer, _none);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsJsonAsync(url, new { })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PutAsJsonAsync(picture, new { scale = "counts" })).StatusCode);
    }
}
