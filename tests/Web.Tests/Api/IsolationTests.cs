using System.Net;

namespace ThermalPortal.Web.Tests.Api;

/// <summary>What belongs to another team does not exist.</summary>
public sealed class IsolationTests(PortalFixture portal)
{
    [Fact]
    public async Task EveryAddress_OfAnotherTeam_Answers404()
    {
        var (owner, scope) = await portal.NewClientAsync("owner");
        var (stranger, _) = await portal.NewClientAsync("stranger");
        var started = await (await owner.PostAsync("/api/v1/translations", Form.OneFace())).ReadAsync();
        var id = started.GetProperty("id").GetGuid();
        await portal.Worker.TranslateAsync(id);
        var image = (await owner.GetJsonAsync(started.Text("status_url")!)).GetProperty("inputs")[0].GetProperty("results")[0].Text("image_url")!;
        var run = await portal.Data.Get<Data.Translations.TranslationQueries>().FindAsync(scope, id, CancellationToken.None);
        var upload = (await (await owner.PostAsync("/api/v1/uploads", null)).ReadAsync()).Text("status_url")!;

        foreach (var url in new[] { started.Text("status_url")!, image, $"/api/v1/files/{run!.Inputs[0].FileId}", upload })
        {
            Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync(new Uri(url, UriKind.Relative))).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(new Uri(url, UriKind.Relative))).StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.DeleteAsync(new Uri(started.Text("status_url")!, UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync(upload + "/complete", null)).StatusCode);
        using var form = Form.OneFace();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync(upload + "/files", form)).StatusCode);
    }

    [Fact]
    public async Task Viewer_MayReadButNotTranslate()
    {
        var (client, scope) = await portal.NewClientAsync();
        await portal.Data.Get<Data.Accounts.AccountQueries>().SetRoleAsync(scope, scope.UserId, Data.Accounts.TeamRole.Viewer, CancellationToken.None);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/api/v1/models", UriKind.Relative))).StatusCode);
        using var form = Form.OneFace();
        using var response = await client.PostAsync("/api/v1/translations", form);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("role", (await response.ReadAsync()).Text("detail"));
    }

    [Fact]
    public async Task RevokedToken_IsRefusedAtOnce()
    {
        var (client, scope) = await portal.NewClientAsync();
        var tokens = portal.Data.Get<Data.Accounts.TokenQueries>();
        await tokens.RevokeAsync(scope, (await tokens.ListAsync(scope, CancellationToken.None))[0].Id, CancellationToken.None);
        using var response = await client.GetAsync(new Uri("/api/v1/models", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }
}
