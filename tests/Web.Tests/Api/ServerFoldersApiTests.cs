using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;

namespace ThermalPortal.Web.Tests.Api;

/// <summary>Folders of the server by API: administrators only, allowed folders only.</summary>
public sealed class ServerFoldersApiTests(PortalFixture portal)
{
    private static readonly CancellationToken _none = CancellationToken.None;

    [Fact]
    public async Task List_AllowedFolder_ShowsWhatIsInItAndNothingElse()
    {
        await using var own = await WithFolderAsync();
        var (client, _) = await ClientAsync(own);
        Assert.Equal(["recordings"], Names(await client.GetJsonAsync("/api/v1/server-folders")));
        Assert.Equal(["day"], Names(await client.GetJsonAsync("/api/v1/server-folders?root=recordings")));
        var day = await client.GetJsonAsync("/api/v1/server-folders?root=recordings&path=day");
        Assert.Equal((2, 4), (day.GetProperty("files").GetInt32(), day.GetProperty("bytes").GetInt32()));
        foreach (var wrong in new[] { "root=recordings&path=..", "root=recordings&path=day/../..", "root=recordings&path=/etc", "root=other", "root=recordings&path=gone", "root=recordings&path=out" })
        {
            using var answer = await client.GetAsync("/api/v1/server-folders?" + wrong);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            using var start = await client.PostAsJsonAsync("/api/v1/server-folders/uploads", new { root = "recordings", path = ".." });
            Assert.Equal(HttpStatusCode.BadRequest, start.StatusCode);
        }
    }

    [Fact]
    public async Task Upload_OfAFolder_IsStartedFollowedAndStopped()
    {
        await using var own = await WithFolderAsync();
        var (client, scope) = await ClientAsync(own);
        using var started = await client.PostAsJsonAsync("/api/v1/server-folders/uploads", new { root = "recordings", path = "day" });
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        var url = (await started.ReadAsync()).Text("status_url")!;
        var status = await client.GetJsonAsync(url);
        Assert.Equal(("receiving", "recordings/day"), (status.Text("status"), status.Text("source")));
        Assert.Equal(HttpStatusCode.NoContent, (await client.PostAsync(url + "/cancel", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await client.PostAsync(url + "/cancel", null)).StatusCode);
        Assert.Equal("cancelled", (await client.GetJsonAsync(url)).Text("status"));
        var dataset = await own.Data.Get<DatasetQueries>().CreateAsync(scope, new NewDataset { Name = "Set" }, _none);
        using var import = await client.PostAsync($"/api/v1/datasets/{dataset}/imports/{url.Split('/')[^1]}", null);
        Assert.Contains("was stopped", (await import.ReadAsync()).Text("detail"));
    }

    [Theory]
    [InlineData(TeamRole.Viewer)]
    [InlineData(TeamRole.Trainer)]
    public async Task Folders_ForOthersThanAdministrators_AreForbidden(TeamRole role)
    {
        await using var own = await WithFolderAsync();
        var (client, scope) = await ClientAsync(own);
        await own.Data.Get<AccountQueries>().SetRoleAsync(scope, scope.UserId, role, _none);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/api/v1/server-folders?root=recordings")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsJsonAsync("/api/v1/server-folders/uploads", new { root = "recordings", path = "day" })).StatusCode);
    }

    [Fact]
    public async Task Folders_WithoutSettings_AreNone()
    {
        var (client, _) = await portal.NewClientAsync();
        Assert.Empty(Names(await client.GetJsonAsync("/api/v1/server-folders")));
        using var answer = await client.PostAsJsonAsync("/api/v1/server-folders/uploads", new { root = "", path = "/" });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Start_WithARootAroundTheDataFolder_IsRefused()
    {
        var own = await portal.NewPortalAsync(("Portal:Import:Roots:all", Path.GetTempPath()));
        Assert.ThrowsAny<Exception>(() => own.Server); // the console names the key
        await own.Data.DisposeAsync();
    }

    [Fact]
    public async Task Imports_PlanThenCommit_AnswerTheSameAndASecondAddsNothing()
    {
        var (client, scope) = await portal.NewClientAsync();
        var dataset = await portal.Data.Get<DatasetQueries>().CreateAsync(scope, new NewDataset { Name = "Set" }, _none);
        var url = $"/api/v1/datasets/{dataset}/imports/{await portal.Data.NewUploadAsync(scope, "ada/thermal/1.png=t", "ada/rgb/1.png=v", "eva/thermal/2.png=e")}";
        foreach (var answer in new[] { await client.GetAsync(url), await client.PostAsync(url, null) })
        {
            var plan = await answer.ReadAsync();
            Assert.Equal((3, 1, 1, 0), (plan.GetProperty("pictures").GetInt32(), plan.GetProperty("pairs").GetInt32(), plan.GetProperty("unpaired").GetInt32(), plan.GetProperty("already_there").GetInt32()));
            Assert.Equal(1, plan.GetProperty("pairs_by_rule").GetProperty("naming_key").GetInt32());
        }
        Assert.Equal((0, 3), await (await client.PostAsync(url, null)).ReadAsync() is var again ? (again.GetProperty("pictures").GetInt32(), again.GetProperty("already_there").GetInt32()) : default);
        using var wrong = await client.GetAsync(url + "?pattern=(");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        var (stranger, _) = await portal.NewClientAsync("stranger");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(url)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync(url, null)).StatusCode);
    }

    private static IEnumerable<string> Names(System.Text.Json.JsonElement folder) => folder.GetProperty("folders").EnumerateArray().Select(f => f.GetString()!);

    private async Task<Portal> WithFolderAsync()
    {
        var folder = Directory.CreateTempSubdirectory("thermalportal-recordings-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "day"));
        foreach (var name in new[] { "a.png", "b.png" }) await File.WriteAllTextAsync(Path.Combine(folder, "day", name), name[..2]);
        Directory.CreateSymbolicLink(Path.Combine(folder, "out"), Path.GetTempPath());
        return await portal.NewPortalAsync(("Portal:Import:Roots:recordings", folder));
    }

    private static async Task<(HttpClient Client, TeamScope Scope)> ClientAsync(Portal own)
    {
        var scope = await own.Data.NewTeamAsync();
        var token = await own.Data.Get<TokenQueries>().CreateAsync(scope, "test", null, _none);
        var client = own.CreateClient(new() { AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Text);
        return (client, scope);
    }
}
