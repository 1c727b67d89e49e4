using System.Text.Json;
using System.Net;
using System.Net.Http.Json;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Quality;

namespace ThermalPortal.Web.Tests.Api;

public sealed class DatasetsApiTests(PortalFixture portal)
{
    private static readonly CancellationToken _none = CancellationToken.None;

    [Fact]
    public async Task Create_NameAndConsent_IsThereForItsTeamAndRefusedInWords()
    {
        var (client, _) = await portal.NewClientAsync();
        const string url = "/api/v1/datasets";
        using var made = await client.PostAsJsonAsync(url, new { name = " Night ", consent = "published_set", terms = "CC BY 4.0" });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var own = made.Headers.Location!.ToString();
        var dataset = await client.GetJsonAsync(own);
        Assert.Equal(("Night", "published_set", "CC BY 4.0", 0), (dataset.Text("name"), dataset.Text("consent"), dataset.Text("terms"), dataset.GetProperty("pairs").GetInt32()));
        foreach (var (body, says) in new (object, string)[] { (new { name = "Night" }, "already"), (new { name = "" }, "1 to "), (new { name = "Day", consent = "maybe" }, "published_set"), (new { name = "Day", consent = "other" }, "legal ground") })
        {
            using var refused = await client.PostAsJsonAsync(url, body);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains(says, (await refused.ReadAsync()).Text("detail"));
        }

        using var stated = await client.PutAsJsonAsync(own + "/consent", new { consent = "other", terms = "court order 7" });
        Assert.Equal(("other", "court order 7"), ((await stated.ReadAsync()).Text("consent"), (await client.GetJsonAsync(own)).Text("terms")));
        foreach (var body in new object[] { new { }, new { consent = "other" } }) Assert.Equal(HttpStatusCode.BadRequest, (await client.PutAsJsonAsync(own + "/consent", body)).StatusCode);
        var (stranger, _) = await portal.NewClientAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(own)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PutAsJsonAsync(own + "/consent", new { consent = "unknown" })).StatusCode);
        Assert.Equal("other", (await client.GetJsonAsync(own)).Text("consent"));
    }

    [Fact]
    public async Task Pairs_ByFault_AreListedWithTheirQuality()
    {
        var (client, scope) = await portal.NewClientAsync();
        var (dataset, _) = await portal.FrozenAsync(scope);
        await portal.Data.Get<DatasetImport>().CommitAsync(scope, dataset, await portal.Data.NewUploadAsync(scope, "ada/thermal/1.png", "ada/rgb/1.png"), null, _none);
        var unmeasured = (await client.GetJsonAsync($"/api/v1/datasets/{dataset}/pairs")).GetProperty("items")[0].GetProperty("thermal");
        Assert.Equal(("ada/thermal/1.png", "thermal", System.Text.Json.JsonValueKind.Null), (unmeasured.Text("path"), unmeasured.Text("modality"), unmeasured.GetProperty("quality").ValueKind));

        await portal.Data.MeasureAsync(scope, dataset, path => new CaptureMeasure(path.Contains("rgb", StringComparison.Ordinal) ? 1 : 100, 0, 0, 255)); // what is measured stays
        Assert.Equal(0, (await client.GetJsonAsync($"/api/v1/datasets/{dataset}/pairs?fault=clipped")).GetProperty("total").GetInt32());
        var visible = (await client.GetJsonAsync($"/api/v1/datasets/{dataset}/pairs?fault=BLURRED")).GetProperty("items")[0].GetProperty("visible");
        Assert.Equal(["blurred", "no_face"], visible.GetProperty("quality").GetProperty("faults").EnumerateArray().Select(f => f.GetString()!));
        Assert.Equal("00000000000000ff", visible.GetProperty("quality").Text("hash"));
        Assert.Equal(1, (await client.GetJsonAsync($"/api/v1/datasets/{dataset}/captures?tray=unpaired")).GetProperty("total").GetInt32());
        Assert.Equal(0, (await client.GetJsonAsync($"/api/v1/datasets/{dataset}/duplicates")).GetProperty("total").GetInt32());
        using var wrong = await client.GetAsync($"/api/v1/datasets/{dataset}/pairs?fault=ugly");
        Assert.Contains("no_face", (await wrong.ReadAsync()).Text("detail"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        var (stranger, _) = await portal.NewClientAsync();
        foreach (var list in new[] { "pairs", "captures", "duplicates" }) Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/api/v1/datasets/{dataset}/{list}")).StatusCode);
    }

    [Fact]
    public async Task Freeze_PartsThatLeak_NeedsAReasonThatIsKept()
    {
        var (client, scope) = await portal.NewClientAsync();
        var dataset = await portal.Data.Get<DatasetQueries>().CreateAsync(scope, new NewDataset { Name = "Twins" }, _none);
        string[] files = [.. Enumerable.Range(0, 10).SelectMany(n => new[] { $"p{n}/thermal/1.png", $"p{n}/rgb/1.png" })];
        await portal.Data.Get<DatasetImport>().CommitAsync(scope, dataset, await portal.Data.NewUploadAsync(scope, files), null, _none);
        await portal.Data.MeasureAsync(scope, dataset, path => new CaptureMeasure(100, 0, 1, path.Contains("rgb", StringComparison.Ordinal) ? 5 : Random.Shared.NextInt64())); // all visible pictures are alike
        var url = $"/api/v1/datasets/{dataset}/versions";
        using var refused = await client.PostAsJsonAsync(url, new { note = "first" });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("1 group of near duplicates lies in more than one part.", (await refused.ReadAsync()).Text("detail"));

        using var made = await client.PostAsJsonAsync(url, new { note = "first", override_reason = "The visible side is a placeholder.", split = new { validation = .2, test = .2 } });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var version = await client.GetJsonAsync(made.Headers.Location!.ToString());
        Assert.Equal(("The visible side is a placeholder.", 1, false, 6), (version.Text("override_reason"), version.GetProperty("proof").GetProperty("duplicates").GetInt32(), version.GetProperty("proof").GetProperty("holds").GetBoolean(), version.GetProperty("train").GetInt32()));
        var (stranger, _) = await portal.NewClientAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(made.Headers.Location)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsJsonAsync(url, new { })).StatusCode);
        await portal.Data.Get<AccountQueries>().SetRoleAsync(scope, scope.UserId, TeamRole.Viewer, _none);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsJsonAsync(url, new { })).StatusCode);
    }

    [Fact]
    public async Task ReviewAndAssign_ManyPairs_ChangeThoseOfTheDataset()
    {
        var (client, scope) = await portal.NewClientAsync();
        var (dataset, _) = await portal.FrozenAsync(scope);
        var list = await client.GetJsonAsync($"/api/v1/datasets/{dataset}/pairs");
        Guid[] ids = [.. list.GetProperty("items").EnumerateArray().Select(p => p.GetProperty("id").GetGuid())];
        var (review, assign) = ($"/api/v1/datasets/{dataset}/pairs/review", $"/api/v1/datasets/{dataset}/pairs/assign");
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsJsonAsync(review, new { pair_ids = ids })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsJsonAsync(review, new { pair_ids = Array.Empty<Guid>(), state = "accepted" })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsJsonAsync(assign, new { pair_ids = ids, reviewer_id = Guid.NewGuid() })).StatusCode);
        Assert.Equal(ids.Length, await ChangedAsync(client, assign, new { pair_ids = ids, reviewer_id = scope.UserId }));
        Assert.Equal(ids.Length, (await client.GetJsonAsync($"/api/v1/datasets/{dataset}/pairs?reviewer={scope.UserId}")).GetProperty("total").GetInt32());
        Assert.Equal(ids.Length, await ChangedAsync(client, review, new { pair_ids = ids.Append(Guid.NewGuid()), state = "accepted", comment = "fine" }));
        Assert.Equal(0, await ChangedAsync(client, review, new { pair_ids = ids, state = "accepted" }));
        Assert.Equal("fine", (await client.GetJsonAsync($"/api/v1/datasets/{dataset}/pairs?review=accepted")).GetProperty("items")[0].GetProperty("review").Text("comment"));

        var (stranger, _) = await portal.NewClientAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsJsonAsync(review, new { pair_ids = ids, state = "open" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsJsonAsync(assign, new { pair_ids = ids })).StatusCode);
        await portal.Data.Get<AccountQueries>().SetRoleAsync(scope, scope.UserId, TeamRole.Annotator, _none);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsJsonAsync(review, new { pair_ids = ids, state = "open" })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsJsonAsync(assign, new { pair_ids = ids })).StatusCode);

        static async Task<int> ChangedAsync(HttpClient client, string url, object request)
        {
            using var answer = await client.PostAsJsonAsync(url, request);
            return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("changed").GetInt32();
        }
    }

    [Fact]
    public async Task Labels_OfPairs_AreSetUnlessSomebodySaidOtherwise()
    {
        var (client, scope) = await portal.NewClientAsync();
        var (dataset, _) = await portal.FrozenAsync(scope);
        var id = (await client.GetJsonAsync($"/api/v1/datasets/{dataset}/pairs")).GetProperty("items")[0].GetProperty("id").GetGuid();
        var url = $"/api/v1/datasets/{dataset}/pairs/labels";
        Assert.Equal((1, 0), await SaidAsync(new { name = "headwear", value = "cap", pairs = new[] { new { pair_id = id, seen = (string?)null } } }));
        Assert.Equal((0, 1), await SaidAsync(new { name = "headwear", value = "hat", pairs = new[] { new { pair_id = id, seen = (string?)null } } }));
        Assert.Equal((1, 0), await SaidAsync(new { name = "headwear", value = "hat", pairs = new[] { new { pair_id = id, seen = "cap" } } }));
        Assert.Equal("hat", (await client.GetJsonAsync($"/api/v1/datasets/{dataset}/pairs")).GetProperty("items")[0].GetProperty("labels").Text("headwear"));
        Assert.Contains((await client.GetJsonAsync($"/api/v1/datasets/{dataset}/labels")).EnumerateArray(), l => l.Text("name") == "headwear");
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsJsonAsync(url, new { name = "headwear", value = "cap" })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsJsonAsync(url, new { name = new string('x', 61), value = "cap", pairs = new[] { new { pair_id = id } } })).StatusCode);
        var (stranger, _) = await portal.NewClientAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsJsonAsync(url, new { name = "headwear", value = "cap", pairs = new[] { new { pair_id = id } } })).StatusCode);
        await portal.Data.Get<AccountQueries>().SetRoleAsync(scope, scope.UserId, TeamRole.Viewer, _none);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsJsonAsync(url, new { name = "headwear", value = "cap", pairs = new[] { new { pair_id = id } } })).StatusCode);

        async Task<(int Changed, int Overtaken)> SaidAsync(object request)
        {
            using var answer = await client.PostAsJsonAsync(url, request);
            var said = await answer.Content.ReadFromJsonAsync<JsonElement>();
            return (said.GetProperty("changed").GetInt32(), said.GetProperty("overtaken").GetInt32());
        }
    }

    [Fact]
    public async Task Review_ByAReviewer_IsKeptAndByOthersRefused()
    {
        var (client, scope) = await portal.NewClientAsync();
        var (dataset, _) = await portal.FrozenAsync(scope);
        var pair = (await client.GetJsonAsync($"/api/v1/datasets/{dataset}/pairs")).GetProperty("items")[0];
        Assert.Equal("open", pair.GetProperty("review").Text("state"));
        var url = $"/api/v1/datasets/pairs/{pair.Text("id")}/review";
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsJsonAsync(url, new { state = "fine" })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsJsonAsync(url, new { })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsJsonAsync(url, new { state = "rejected", comment = "not her" })).StatusCode);
        var kept = (await client.GetJsonAsync($"/api/v1/datasets/{dataset}/pairs?review=rejected")).GetProperty("items")[0].GetProperty("review");
        Assert.Equal(("rejected", "not her", scope.UserId), (kept.Text("state"), kept.Text("comment"), kept.GetProperty("reviewer_id").GetGuid()));
        Assert.Equal(0, (await client.GetJsonAsync($"/api/v1/datasets/{dataset}/pairs?review=open")).GetProperty("total").GetInt32());

        var (stranger, _) = await portal.NewClientAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsJsonAsync(url, new { state = "accepted" })).StatusCode);
        await portal.Data.Get<AccountQueries>().SetRoleAsync(scope, scope.UserId, TeamRole.Annotator, _none);
        using var refused = await client.PostAsJsonAsync(url, new { state = "accepted" });
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(1, (await client.GetJsonAsync($"/api/v1/datasets/{dataset}/pairs?review=rejected")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Archive_OfAnotherTeam_IsNotThere()
    {
        var (_, scope) = await portal.NewClientAsync();
        var (dataset, version) = await portal.FrozenAsync(scope);
        var (stranger, _) = await portal.NewClientAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/api/v1/datasets/versions/{version}/archive")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/api/v1/datasets/{dataset}/versions")).StatusCode);
    }
}
