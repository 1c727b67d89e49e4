using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ThermalPortal.Data.Datasets.Incoming;

namespace ThermalPortal.Web.Tests.Api.Tus;

/// <summary>A file that is never sent to its end does not stay.</summary>
public sealed class TusExpiryTests(PortalFixture fixture)
{
    [Fact]
    public async Task File_WithoutNewBytes_IsGivenUpAndSweptAway()
    {
        await using var portal = await fixture.NewPortalAsync(("Portal:Limits:IncomingLife", "00:00:02"));
        _ = portal.Server;
        var scope = await portal.Data.NewTeamAsync();
        var token = await portal.Data.Get<Data.Accounts.TokenQueries>().CreateAsync(scope, "test", null, CancellationToken.None);
        using var client = portal.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token.Text);
        var (tus, upload) = await TusSender.StartAsync(client);
        var left = await tus.NewAsync(upload, 100);
        var going = await tus.NewAsync(upload, 100);
        for (var sent = 0; sent < 15; sent++)
        {
            (await tus.PatchAsync(going, sent, [1])).EnsureSuccessStatusCode(); // every byte gives it new time
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await tus.HeadAsync(left)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await tus.PatchAsync(left, 0, [1])).StatusCode);
        Assert.Equal(15, await tus.OffsetAsync(going));
        var folder = Path.Combine(portal.Folder, "incoming", scope.TeamId.ToString("N"));
        Assert.Equal(2, Directory.GetDirectories(folder).Length);
        Assert.Equal(1, portal.Services.GetRequiredService<IncomingFolder>().Sweep());
        Assert.Contains(Path.GetFileName(Assert.Single(Directory.GetDirectories(folder))), going.Replace("-", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
