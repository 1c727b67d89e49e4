using System.IO.Compression;
using System.Net;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Import;
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
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        Assert.Equal(["train/eva/rgb/1.png", "train/eva/thermal/1.png", "train/metadata.jsonl"], zip.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal));
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
        await portal.Data.Get<DatasetImport>().CommitAsync(scope, dataset, await portal.Data.NewUploadAsync(scope, "eva/thermal/1.png", "eva/rgb/1.png"), null, _none);
        return (dataset, (await portal.Data.Get<VersionQueries>().FreezeAsync(scope, dataset, new(), "", _none))!.Value);
    }
}
