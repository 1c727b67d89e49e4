using System.Net;
using ThermalPortal.Data.Files;
using ThermalPortal.Web.Api;
using ThermalPortal.Web.Tests.Api.Tus;

namespace ThermalPortal.Web.Tests.Api;

/// <summary>Files that are too large for the portal, or for its disk.</summary>
public sealed class DiskSpaceTests(PortalFixture portal)
{
    [Fact]
    public void UploadFileBytes_ByDefault_IsFarAboveFourGibibytes() => Assert.True(new UploadLimits().UploadFileBytes >= 100L << 30);

    [Fact]
    public async Task Tus_FileThatTheDiskHasNoRoomFor_IsRefusedBeforeAByteIsSent()
    {
        await using var own = await portal.NewPortalAsync(("Portal:Limits:UploadFileBytes", $"{1L << 60}"));
        var scope = await own.Data.NewTeamAsync();
        var token = await own.Data.Get<Data.Accounts.TokenQueries>().CreateAsync(scope, "test", null, CancellationToken.None);
        using var client = own.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token.Text);
        var upload = (await (await client.PostAsync("/api/v1/uploads", null)).ReadAsync()).Text("status_url")!;
        using var request = new HttpRequestMessage(HttpMethod.Post, upload + "/tus") { Headers = { { "Tus-Resumable", "1.0.0" }, { "Upload-Length", $"{1L << 59}" } } };
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.InsufficientStorage, answer.StatusCode);
        var words = (await answer.ReadAsync()).Text("detail");
        Assert.Contains("This needs 576460.8 TB", words);
        Assert.Contains("Portal:DataFolder", words);
    }

    [Fact]
    public async Task Tus_FileOverTheLimit_HearsTheLimitAndWhatToDo()
    {
        var (client, _) = await portal.NewClientAsync();
        var (_, upload) = await TusSender.StartAsync(client);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/uploads/{upload}/tus") { Headers = { { "Tus-Resumable", "1.0.0" }, { "Upload-Length", "200001" } } };
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("195 KiB, the most this portal takes", (await answer.ReadAsync()).Text("detail"));
        Assert.Contains("UploadFileBytes", (await client.GetJsonAsync($"/api/v1/uploads/{upload}")).GetProperty("files")[0].Text("advice"));
    }

    [Fact]
    public void Sentence_NamesWhatIsNeededAndWhatIsThere() =>
        Assert.StartsWith("This needs 5 GB, but the portal's disk has only 2.1 GB to spare.", DiskSpace.Sentence(5_000_000_000, 2_100_000_000 + DiskSpace.Reserve), StringComparison.Ordinal);
}
