using System.Net;
using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Web.Tests.Api.Tus;

/// <summary>Whose file it is decides who may touch it.</summary>
public sealed class TusOwnershipTests(PortalFixture portal)
{
    [Fact]
    public async Task EveryRequest_ByAnotherTeam_Answers404()
    {
        var (owner, _) = await portal.NewClientAsync("owner");
        var (stranger, _) = await portal.NewClientAsync("stranger");
        var (mine, upload) = await TusSender.StartAsync(owner);
        var (theirs, otherUpload) = await TusSender.StartAsync(stranger);
        var url = await mine.NewAsync(upload, 10);
        var borrowed = url.Replace(upload.ToString(), otherUpload.ToString(), StringComparison.Ordinal); // the stranger's own upload, the owner's file
        foreach (var address in new[] { url, borrowed })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await theirs.HeadAsync(address)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await theirs.PatchAsync(address, 0, [1])).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await theirs.DeleteAsync(address)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await theirs.CreateAsync(upload, 10)).StatusCode);
        Assert.Equal(0, await mine.OffsetAsync(url));
        var (_, second) = await TusSender.StartAsync(owner);
        Assert.Equal(HttpStatusCode.NotFound, (await mine.HeadAsync(url.Replace(upload.ToString(), second.ToString(), StringComparison.Ordinal))).StatusCode);
    }

    [Fact]
    public async Task EveryRequest_WithoutSessionOrRole_IsRefused()
    {
        var (client, scope) = await portal.NewClientAsync();
        var (tus, upload) = await TusSender.StartAsync(client);
        var url = await tus.NewAsync(upload, 10);
        using var nobody = portal.Anonymous();
        Assert.Equal(HttpStatusCode.Unauthorized, (await new TusSender(nobody).HeadAsync(url)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await new TusSender(nobody).PatchAsync(url, 0, [1])).StatusCode);
        // The role is asked for again with every piece.
        await portal.Data.Get<AccountQueries>().SetRoleAsync(scope, scope.UserId, TeamRole.Viewer, CancellationToken.None);
        Assert.Equal(HttpStatusCode.Forbidden, (await tus.PatchAsync(url, 0, [1])).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await tus.CreateAsync(upload, 10)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await tus.DeleteAsync(url)).StatusCode);
    }
}
