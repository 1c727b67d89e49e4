using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Export.Archives;

namespace ThermalPortal.Web.Tests.Api;

public sealed class ExportsApiTests(PortalFixture portal)
{
    private static readonly CancellationToken _none = CancellationToken.None;

    [Fact]
    public async Task Archive_FrozenVersion_IsAZipOnceConsentIsStated()
    {
        var (client, scope) = await portal.NewClientAsync();
        var (dataset, version) = await portal.FrozenAsync(scope);
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
        var (dataset, version) = await portal.FrozenAsync(scope);
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
        Assert.True((await client.PutAsJsonAsync($"/api/v1/datasets/{dataset}/consent", new { consent = "unknown" })).IsSuccessStatusCode); // taken back
        using var withheld = await client.GetAsync(own + "/file");
        Assert.Equal(HttpStatusCode.Conflict, withheld.StatusCode);
        Assert.Equal(((await withheld.ReadAsync()).Text("detail"), JsonValueKind.Null), ((await client.GetJsonAsync(own)).Text("problem"), (await client.GetJsonAsync(own)).GetProperty("file_url").ValueKind));
        var (stranger, _) = await portal.NewClientAsync();
        foreach (var place in new[] { url, own, own + "/file" }) Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(place)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync(own)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(own)).StatusCode);
    }
}
