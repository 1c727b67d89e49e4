using System.Net;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Deletion;
using ThermalPortal.Data.Datasets.Import;

namespace ThermalPortal.Web.Tests.Api;

public sealed class TrashApiTests(PortalFixture portal)
{
    private static readonly CancellationToken _none = CancellationToken.None;

    [Fact]
    public async Task Dataset_DeletedAndRestored_IsListedInBetween()
    {
        var (client, scope) = await portal.NewClientAsync();
        var dataset = await NewAsync(scope);
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync($"/api/v1/datasets/{dataset}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.DeleteAsync($"/api/v1/datasets/{dataset}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/api/v1/datasets/{dataset}/pairs")).StatusCode);
        var trashed = Assert.Single((await client.GetJsonAsync("/api/v1/datasets/trash")).EnumerateArray());
        Assert.Equal(("Set", "in_trash", 1, dataset), (trashed.Text("name"), trashed.Text("state"), trashed.GetProperty("pairs").GetInt32(), trashed.GetProperty("id").GetGuid()));
        Assert.Equal("Set", (await (await client.PostAsync($"/api/v1/datasets/trash/{dataset}/restore", null)).ReadAsync()).Text("name"));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"/api/v1/datasets/{dataset}/pairs")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync($"/api/v1/datasets/trash/{dataset}/restore", null)).StatusCode);
    }

    [Fact]
    public async Task Dataset_RemovedForGood_TakesAnAdministrator()
    {
        var (client, scope) = await portal.NewClientAsync();
        var dataset = await NewAsync(scope);
        await client.DeleteAsync($"/api/v1/datasets/{dataset}");
        await portal.Data.Get<AccountQueries>().SetRoleAsync(scope, scope.UserId, TeamRole.Trainer, _none);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.DeleteAsync($"/api/v1/datasets/trash/{dataset}")).StatusCode);
        await portal.Data.Get<AccountQueries>().SetRoleAsync(scope, scope.UserId, TeamRole.TeamAdmin, _none);
        Assert.Equal(HttpStatusCode.Accepted, (await client.DeleteAsync($"/api/v1/datasets/trash/{dataset}")).StatusCode);
        using var late = await client.PostAsync($"/api/v1/datasets/trash/{dataset}/restore", null);
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("given up", (await late.ReadAsync()).Text("detail"));
        await portal.Data.Get<TrashWork>().RemoveAsync(dataset, _none); // the worker
        Assert.Empty((await client.GetJsonAsync("/api/v1/datasets/trash")).EnumerateArray());
    }

    [Fact]
    public async Task Trash_OfAnotherTeam_IsNotThere()
    {
        var (client, scope) = await portal.NewClientAsync();
        var dataset = await NewAsync(scope);
        var (stranger, _) = await portal.NewClientAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.DeleteAsync($"/api/v1/datasets/{dataset}")).StatusCode);
        await client.DeleteAsync($"/api/v1/datasets/{dataset}");
        Assert.Empty((await stranger.GetJsonAsync("/api/v1/datasets/trash")).EnumerateArray());
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync($"/api/v1/datasets/trash/{dataset}/restore", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.DeleteAsync($"/api/v1/datasets/trash/{dataset}?versions=true")).StatusCode);
        Assert.Single((await client.GetJsonAsync("/api/v1/datasets/trash")).EnumerateArray());
    }

    private async Task<Guid> NewAsync(TeamScope scope)
    {
        var dataset = await portal.Data.Get<DatasetQueries>().CreateAsync(scope, new NewDataset { Name = "Set" }, _none);
        await portal.Data.Get<DatasetImport>().CommitAsync(scope, dataset, await portal.Data.NewUploadAsync(scope, "eva/thermal/1.png", "eva/rgb/1.png"), null, _none);
        return dataset;
    }
}
