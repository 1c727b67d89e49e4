using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Import;

namespace ThermalPortal.Web.Tests.Api;

public sealed class PeopleApiTests(PortalFixture portal)
{
    private static readonly CancellationToken _none = CancellationToken.None;

    [Fact]
    public async Task People_MergedSplitAndForgotten_ByWhatWasSeen()
    {
        var (client, scope) = await portal.NewClientAsync();
        var url = $"/api/v1/datasets/{await NewAsync(scope)}";
        var people = await PeopleAsync(client, url);
        Assert.Equal([("ada", 4), ("bob", 2), ("eva", 2)], people.Select(p => (p.Text("name"), p.GetProperty("captures").GetInt32())));
        Assert.Equal("eva", Assert.Single(await PeopleAsync(client, url, "?text=EV")).Text("name"));
        object Named(params int[] who) => who.Select(i => new { id = people[i].GetProperty("id").GetGuid(), name = people[i].Text("name"), captures = people[i].GetProperty("captures").GetInt32() }).ToArray();

        foreach (var wrong in new object[] { new { name = "ada" }, new { people = Array.Empty<object>(), name = "ada" }, new { people = Named(0) }, new { people = Named(0), name = "bob" } })
            Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsJsonAsync($"{url}/people/merge", wrong)).StatusCode);
        Assert.Equal((2, 0, 0), await ChangedAsync(client, $"{url}/people/merge", new { people = Named(0, 2), name = "ada" }));
        Assert.Equal((0, 2, 0), await ChangedAsync(client, $"{url}/people/merge", new { people = Named(0, 2), name = "eva" })); // as they were before
        Assert.Equal([("ada", 6), ("bob", 2)], (await PeopleAsync(client, url)).Select(p => (p.Text("name"), p.GetProperty("captures").GetInt32())));

        var pairs = (await client.GetJsonAsync($"{url}/pairs")).GetProperty("items").EnumerateArray().Where(p => p.GetProperty("thermal").Text("subject") == "ada").Select(p => p.GetProperty("id").GetGuid()).ToArray();
        var ada = people[0].GetProperty("id").GetGuid();
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsJsonAsync($"{url}/pairs/person", new { name = "zoe" })).StatusCode);
        Assert.Equal((2, 1, 0), await ChangedAsync(client, $"{url}/pairs/person", new { name = "zoe", pairs = new object[] { new { pair_id = pairs[0], subject_id = ada }, new { pair_id = pairs[1], subject_id = (Guid?)null } } }));
        Assert.Equal((2, 0, 0), await ChangedAsync(client, $"{url}/pairs/person", new { pairs = new[] { new { pair_id = pairs[1], subject_id = ada } } })); // nobody knows
        Assert.Equal((2, 0, 0), await ChangedAsync(client, $"{url}/people/forget", new { people = Named(1) }));
        Assert.Equal([("ada", 2), ("zoe", 2)], (await PeopleAsync(client, url)).Select(p => (p.Text("name"), p.GetProperty("captures").GetInt32())));
    }

    [Fact]
    public async Task People_OfAnotherTeamOrWithoutTheRole_AreOutOfReach()
    {
        var (client, scope) = await portal.NewClientAsync();
        var url = $"/api/v1/datasets/{await NewAsync(scope)}";
        var person = (await PeopleAsync(client, url))[0];
        var ada = new { id = person.GetProperty("id").GetGuid(), name = "ada", captures = 4 };
        var pair = new { pair_id = (await client.GetJsonAsync($"{url}/pairs")).GetProperty("items")[0].GetProperty("id").GetGuid(), subject_id = ada.id };
        var changes = new (string Address, object Body)[] { ("/people/merge", new { people = new[] { ada }, name = "zoe" }), ("/people/forget", new { people = new[] { ada } }), ("/pairs/person", new { pairs = new[] { pair }, name = "zoe" }) };
        var (stranger, _) = await portal.NewClientAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"{url}/people")).StatusCode);
        foreach (var (address, body) in changes) Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsJsonAsync(url + address, body)).StatusCode);
        await portal.Data.Get<AccountQueries>().SetRoleAsync(scope, scope.UserId, TeamRole.Viewer, _none);
        foreach (var (address, body) in changes) Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsJsonAsync(url + address, body)).StatusCode);
        Assert.Equal(3, (await PeopleAsync(client, url)).Length);
    }

    private async Task<Guid> NewAsync(TeamScope scope)
    {
        var dataset = await portal.Data.Get<DatasetQueries>().CreateAsync(scope, new NewDataset { Name = $"Set {Guid.NewGuid()}" }, _none);
        string[] files = ["ada/thermal/1.png", "ada/rgb/1.png", "ada/thermal/2.png", "ada/rgb/2.png", "bob/thermal/1.png", "bob/rgb/1.png", "eva/thermal/1.png", "eva/rgb/1.png"];
        await portal.Data.Get<DatasetImport>().CommitAsync(scope, dataset, await portal.Data.NewUploadAsync(scope, [.. files.Select((f, i) => $"{f}={i}")]), null, _none);
        return dataset;
    }

    private static async Task<JsonElement[]> PeopleAsync(HttpClient client, string url, string query = "") => [.. (await client.GetJsonAsync($"{url}/people{query}")).GetProperty("items").EnumerateArray()];

    private static async Task<(int, int, int)> ChangedAsync(HttpClient client, string url, object body)
    {
        var said = await (await client.PostAsJsonAsync(url, body)).ReadAsync();
        return (said.GetProperty("changed").GetInt32(), said.GetProperty("overtaken").GetInt32(), said.GetProperty("accepted").GetInt32());
    }
}
