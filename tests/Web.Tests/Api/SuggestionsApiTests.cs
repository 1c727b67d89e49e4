using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Suggestions;

namespace ThermalPortal.Web.Tests.Api;

public sealed class SuggestionsApiTests(PortalFixture portal)
{
    private const string Answers = "/api/v1/datasets/suggestions/answers";
    private static readonly CancellationToken _none = CancellationToken.None;

    [Fact]
    public async Task Suggestions_AskedListedAnswered_BecomeLabelsOnlyByAYes()
    {
        var (client, scope) = await portal.NewClientAsync();
        var dataset = await portal.Data.Get<DatasetQueries>().CreateAsync(scope, new NewDataset { Name = "Set" }, _none);
        await portal.Data.Get<DatasetImport>().CommitAsync(scope, dataset, await portal.Data.NewUploadAsync(scope, "ada/thermal/1.png", "ada/rgb/1.png", "eva/thermal/1.png", "eva/rgb/1.png"), null, _none);
        var url = $"/api/v1/datasets/{dataset}/suggestions";
        using var asked = await client.PostAsync(url, null);
        Assert.Equal((HttpStatusCode.Accepted, true), (asked.StatusCode, (await asked.ReadAsync()).GetProperty("working").GetBoolean()));
        await SuggestAsync(client, scope, dataset);

        var list = await client.GetJsonAsync(url + "?label=glasses");
        Assert.Equal((2, 2), (list.GetProperty("items_total").GetInt32(), list.GetProperty("open").GetProperty("glasses").GetInt32()));
        var items = list.GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(("clear", "Nano", .75), (items[0].Text("value"), items[0].Text("model_name"), items[0].GetProperty("confidence").GetDouble()));
        Assert.DoesNotContain("clear", (await client.GetJsonAsync($"/api/v1/datasets/{dataset}/pairs")).GetRawText(), StringComparison.Ordinal);
        Assert.Empty((await client.GetJsonAsync($"/api/v1/datasets/{dataset}/labels")).EnumerateArray());

        Guid[] ids = [.. items.Select(i => i.GetProperty("id").GetGuid())];
        var (stranger, _) = await portal.NewClientAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(url)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync(url, null)).StatusCode);
        Assert.Equal(0, await ChangedAsync(stranger, new { suggestion_ids = ids, yes = true }));
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsJsonAsync(Answers, new { suggestion_ids = ids })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsJsonAsync(Answers, new { yes = true })).StatusCode);
        Assert.Equal(1, await ChangedAsync(client, new { suggestion_ids = ids[..1], yes = true }));
        Assert.Equal(2, await ChangedAsync(client, new { suggestion_ids = ids, yes = false })); // the second, and the first, whose label stays
        Assert.Equal(0, (await client.GetJsonAsync(url + "?label=glasses")).GetProperty("items_total").GetInt32());
        Assert.Equal("clear", (await client.GetJsonAsync($"/api/v1/datasets/{dataset}/pairs")).GetProperty("items")[0].GetProperty("labels").Text("glasses"));
        await portal.Data.Get<AccountQueries>().SetRoleAsync(scope, scope.UserId, TeamRole.Viewer, _none);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync(url, null)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsJsonAsync(Answers, new { suggestion_ids = ids, yes = true })).StatusCode);
    }

    private async Task SuggestAsync(HttpClient client, TeamScope scope, Guid dataset)
    {
        foreach (var pair in (await client.GetJsonAsync($"/api/v1/datasets/{dataset}/pairs")).GetProperty("items").EnumerateArray())
            await portal.Data.Get<SuggestionWork>().SaveAsync(scope, pair.GetProperty("id").GetGuid(), new SuggestionModel("Nano", "1", new string('a', 64)), [new("glasses", "clear", .75f), new("sex", null, .5f)], _none);
    }

    private static async Task<int> ChangedAsync(HttpClient client, object request)
    {
        using var answer = await client.PostAsJsonAsync(Answers, request);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("changed").GetInt32();
    }
}
