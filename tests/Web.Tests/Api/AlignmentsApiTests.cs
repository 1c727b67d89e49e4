using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Import;

namespace ThermalPortal.Web.Tests.Api;

public sealed class AlignmentsApiTests(PortalFixture portal)
{
    private static readonly CancellationToken _none = CancellationToken.None;

    private static readonly object[] _points = [.. new[] { (10, 10), (90, 12), (50, 80) }.Select(p => new { thermal = new { x = p.Item1, y = p.Item2 }, visible = new { x = p.Item1 * 4, y = p.Item2 * 4 } })];

    [Fact]
    public async Task Alignment_SavedRemovedAndUndone_TellsEachState()
    {
        var (client, scope) = await portal.NewClientAsync();
        var (dataset, url) = await PairAsync(client, scope);
        Assert.Equal(JsonValueKind.Null, (await client.GetJsonAsync(url)).GetProperty("alignment").ValueKind);
        using var saved = await client.PutAsJsonAsync(url, new { kind = "affine", points = _points });
        var alignment = (await saved.ReadAsync()).GetProperty("alignment");
        Assert.Equal(("affine", 3, scope.UserId), (alignment.Text("kind"), alignment.GetProperty("points").GetArrayLength(), alignment.GetProperty("user_id").GetGuid()));
        Assert.Equal([.25, 0, 0, 0, .25, 0, 0, 0, 1], alignment.GetProperty("visible_to_thermal").EnumerateArray().Select(v => Math.Round(v.GetDouble(), 9)));
        var listed = (await client.GetJsonAsync($"/api/v1/datasets/{dataset}/pairs?alignment=aligned")).GetProperty("items")[0].GetProperty("alignment");
        Assert.Equal(alignment.Text("id"), listed.Text("id"));

        var seen = alignment.Text("id");
        using var late = await client.PutAsJsonAsync(url, new { kind = "similarity", points = _points });
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("changed this alignment meanwhile", (await late.ReadAsync()).Text("detail"));
        using var removed = await client.PostAsJsonAsync(url + "/remove", new { seen });
        var gone = (await removed.ReadAsync()).GetProperty("alignment");
        Assert.Equal(JsonValueKind.Null, gone.GetProperty("kind").ValueKind);
        using var undone = await client.PostAsJsonAsync(url + "/undo", new { seen = gone.Text("id") });
        Assert.Equal(seen, (await undone.ReadAsync()).GetProperty("alignment").Text("id"));
        using var session = await client.PostAsJsonAsync(url + "/session", new { seen });
        Assert.Equal("fits", (await session.ReadAsync())[0].Text("verdict"));
    }

    [Fact]
    public async Task Alignment_OfWrongPoints_SaysWhatIsWrong()
    {
        var (client, scope) = await portal.NewClientAsync();
        var (_, url) = await PairAsync(client, scope);
        foreach (var (body, words) in new (object, string)[]
        {
            (new { kind = "banana", points = _points }, "similarity, affine, homography"), (new { points = _points }, "kind is missing"), (new { kind = "affine" }, "points is missing"),
            (new { kind = "homography", points = _points }, "needs 4 points"), (new { kind = "affine", points = new object?[] { null } }, "points is missing"),
        })
        {
            using var refused = await client.PutAsJsonAsync(url, body);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains(words, (await refused.ReadAsync()).Text("detail"));
        }
    }

    [Fact]
    public async Task Alignment_OfAnotherTeamOrByAViewer_IsNotThereOrRefused()
    {
        var (client, scope) = await portal.NewClientAsync();
        var (_, url) = await PairAsync(client, scope);
        var (stranger, _) = await portal.NewClientAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(new Uri(url, UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PutAsJsonAsync(url, new { kind = "affine", points = _points })).StatusCode);
        foreach (var change in new[] { "/remove", "/undo", "/session" }) Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsJsonAsync(url + change, new { })).StatusCode);
        await portal.Data.Get<AccountQueries>().SetRoleAsync(scope, scope.UserId, TeamRole.Viewer, _none);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(url, UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PutAsJsonAsync(url, new { kind = "affine", points = _points })).StatusCode);
    }

    private async Task<(Guid Dataset, string Url)> PairAsync(HttpClient client, TeamScope scope)
    {
        var dataset = await portal.Data.Get<DatasetQueries>().CreateAsync(scope, new NewDataset { Name = "Set" }, _none);
        await portal.Data.Get<DatasetImport>().CommitAsync(scope, dataset, await portal.Data.NewUploadAsync(scope, "eva/thermal/1.png", "eva/rgb/1.png"), null, _none);
        await portal.Data.MeasureAsync(scope, dataset);
        var pair = (await client.GetJsonAsync($"/api/v1/datasets/{dataset}/pairs")).GetProperty("items")[0];
        return (dataset, $"/api/v1/datasets/pairs/{pair.Text("id")}/alignment");
    }
}
