using System.Text.Json;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Export.Archives;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Quality;
using ThermalPortal.Data.Datasets.Versions;

namespace ThermalPortal.Web.Tests.Api;

public sealed class DatasetsApiTests(PortalFixture portal)
{
    private static readonly CancellationToken _none = CancellationToken.None;

    [Fact]
    public async Task Archive_FrozenVersion_IsAZipOnceConsentIsStated()
    {
        var (client, scope) = await portal.NewClientAsync();
        var (dataset, version) = await FrozenAsync(scope);
        var listed = (await client.GetJsonAsync("/api/v1/datasets")).EnumerateArray().Single();
        Assert.Equal(("Set", "unknown", 1), (listed.Text("name"), listed.Text("consent"), listed.GetProperty("pairs").GetInt32()));
        Assert.Equal(version, (await client.GetJsonAsync($"/api/v1/datasets/{dataset}/versions"))[0].GetProperty("id").GetGuid());

        var url = $"/api/v1/datasets/versions/{version}/archive";
        using var refused = await client.GetAsync(url);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("State the consent", (await refused.ReadAsync()).Text("detail"));

        await portal.Data.Get<DatasetQueries>().StateConsentAsync(scope, dataset, ConsentBasis.Written, "", _none);
        using var answer = await client.GetAsync(url + "?format=huggingface");
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        Assert.Equal(("application/zip", "set-v1.zip"), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.FileName));
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync(url + "?format=tape")).StatusCode);
        using var coco = new ZipArchive(await client.GetStreamAsync(url + "?format=coco"));
        Assert.Equal(["annotations/face_keypoints_train.json", "images/train/eva/rgb/1.png", "images/train/eva/thermal/1.png", "manifest.csv", "version.json"], coco.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal));
        using var hidden = await client.GetAsync(url + "?pseudonymous=true");
        Assert.Equal("set-v1-pseudonymous.zip", hidden.Content.Headers.ContentDisposition!.FileName);
        using var nameless = new ZipArchive(await hidden.Content.ReadAsStreamAsync());
        Assert.Equal(["manifest.csv", "thermal/000001.png", "version.json", "visible/000001.png"], nameless.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal));
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        Assert.Equal(["train/eva/rgb/1.png", "train/eva/thermal/1.png", "train/metadata.jsonl", "version.json"], zip.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Export_WrittenByAWorker_IsSentInRangesAndRemoved()
    {
        var (client, scope) = await portal.NewClientAsync();
        var (dataset, version) = await FrozenAsync(scope);
        var url = $"/api/v1/datasets/versions/{version}/exports";
        Assert.Equal(HttpStatusCode.Conflict, (await client.PostAsJsonAsync(url, new { })).StatusCode); // no consent yet
        await portal.Data.Get<DatasetQueries>().StateConsentAsync(scope, dataset, ConsentBasis.Written, "", _none);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsJsonAsync(url, new { format = "tape" })).StatusCode);
        using var asked = await client.PostAsJsonAsync(url, new { format = "hugging_face", pseudonymous = true });
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        var export = await asked.ReadAsync();
        Assert.Equal(("working", "hugging_face", true), (export.Text("status"), export.Text("format"), export.GetProperty("pseudonymous").GetBoolean()));
        var own = asked.Headers.Location!.ToString();
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(own + "/file")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.DeleteAsync(own)).StatusCode);

        using var bytes = new MemoryStream("an archive"u8.ToArray());
        var file = await portal.Data.Get<ThermalPortal.Data.Files.FileQueries>().AddAsync(scope, bytes, "application/zip", _none);
        await portal.Data.Get<ExportWork>().EndAsync(scope, export.GetProperty("id").GetGuid(), file.Id, null, _none);
        Assert.Equal(("ready", 10), ((await client.GetJsonAsync(own)).Text("status"), (await client.GetJsonAsync(url))[0].GetProperty("bytes").GetInt32()));
        using var request = new HttpRequestMessage(HttpMethod.Get, own + "/file") { Headers = { Range = new(3, 9) } };
        using var part = await client.SendAsync(request);
        Assert.Equal((HttpStatusCode.PartialContent, "archive", "set-v1-pseudonymous.zip"), (part.StatusCode, await part.Content.ReadAsStringAsync(), part.Content.Headers.ContentDisposition!.FileName));
        var (stranger, _) = await portal.NewClientAsync();
        foreach (var place in new[] { url, own, own + "/file" }) Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(place)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync(own)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(own)).StatusCode);
    }

    [Fact]
    public async Task Map_MeasuredPictures_ComeWithTheirEmbeddings()
    {
        var (client, scope) = await portal.NewClientAsync();
        var (dataset, _) = await FrozenAsync(scope);
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

    [Fact]
    public async Task Pairs_ByFault_AreListedWithTheirQuality()
    {
        var (client, scope) = await portal.NewClientAsync();
        var (dataset, _) = await FrozenAsync(scope);
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
        var (dataset, _) = await FrozenAsync(scope);
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
        var (dataset, _) = await FrozenAsync(scope);
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
        var (dataset, _) = await FrozenAsync(scope);
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
        var (dataset, version) = await FrozenAsync(scope);
        var (stranger, _) = await portal.NewClientAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/api/v1/datasets/versions/{version}/archive")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/api/v1/datasets/{dataset}/versions")).StatusCode);
    }

    private async Task<(Guid Dataset, Guid Version)> FrozenAsync(TeamScope scope)
    {
        var dataset = await portal.Data.Get<DatasetQueries>().CreateAsync(scope, new NewDataset { Name = "Set" }, _none);
        await portal.Data.Get<DatasetImport>().CommitAsync(scope, dataset, await portal.Data.NewUploadAsync(scope, "eva/thermal/1.png", "eva/rgb/1.png", "eva/rgb/2.png"), null, _none);
        await portal.Data.MeasureAsync(scope, dataset);
        return (dataset, (await portal.Data.Get<VersionQueries>().FreezeAsync(scope, dataset, new(), "", null, _none))!.Value);
    }
}
