using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace ThermalPortal.Web.Tests.Api.Tus;

/// <summary>Lost connections, two writers, restarts: over a real socket, on portals of their own.</summary>
public sealed class TusResumeTests(PortalFixture fixture)
{
    [Fact]
    public async Task File_CutTwentyTimes_ArrivesWhole()
    {
        await using var portal = await fixture.NewPortalAsync();
        var (client, tus, upload) = await StartAsync(portal);
        var bytes = RandomNumberGenerator.GetBytes(21 << 20);
        var url = await tus.NewAsync(upload, bytes.Length, ("filename", "big.tiff"), ("sha256", Convert.ToHexString(SHA256.HashData(bytes))));
        var rest = 0;
        for (var cut = 0; cut < 20; cut++)
        {
            var (offset, arrived) = (rest, rest + 1_000_000 + cut);
            using var broken = new BrokenContent(bytes.AsMemory(offset..arrived), bytes.Length - offset, () => ArrivedAsync(tus, url, arrived));
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => tus.PatchAsync(url, offset, broken));
            rest = (int)await FreeOffsetAsync(tus, url);
            Assert.Equal(arrived, rest); // nothing that had arrived is sent again
        }

        (await tus.PatchAsync(url, rest, bytes[rest..])).EnsureSuccessStatusCode();
        Assert.Equal("big.tiff", Assert.Single((await client.GetJsonAsync($"/api/v1/uploads/{upload}")).GetProperty("files").EnumerateArray()).Text("filename"));
        Assert.True(portal.Data.Get<Data.Files.IFileStore>().Exists(Convert.ToHexStringLower(SHA256.HashData(bytes))));
    }

    [Fact]
    public async Task Piece_WithChecksumThatBreaksOff_LeavesNothingUnchecked()
    {
        await using var portal = await fixture.NewPortalAsync();
        var (_, tus, upload) = await StartAsync(portal);
        var url = await tus.NewAsync(upload, 2_000_000);
        var bytes = new byte[2_000_000];
        using var broken = new BrokenContent(bytes.AsMemory(0, 1_000_000), bytes.Length, () => ArrivedAsync(tus, url, 1_000_000));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => tus.PatchAsync(url, 0, broken, "sha256 " + Convert.ToBase64String(SHA256.HashData(bytes))));
        Assert.Equal(0, await FreeOffsetAsync(tus, url));
    }

    [Fact]
    public async Task Writer_WhileAnotherWrites_IsLockedOutUntilTheSilentOneIsDropped()
    {
        await using var portal = await fixture.NewPortalAsync();
        var (client, tus, upload) = await StartAsync(portal);
        var url = await tus.NewAsync(upload, 1000);
        using var silent = new TcpClient();
        await silent.ConnectAsync(IPAddress.Loopback, client.BaseAddress!.Port, TestContext.Current.CancellationToken);
        var head = $"PATCH {url} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {client.DefaultRequestHeaders.Authorization}\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n" +
            "Content-Type: application/offset+octet-stream\r\nContent-Length: 1000\r\n\r\n0123456789";
        await silent.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
        await ArrivedAsync(tus, url, 10);

        using var second = await tus.PatchAsync(url, 10, new byte[990]);
        Assert.Equal(HttpStatusCode.Locked, second.StatusCode);
        Assert.Equal(HttpStatusCode.Locked, (await tus.DeleteAsync(url)).StatusCode);
        // The first one never says another word, as after lost Wi-Fi: its connection is ended, and the lock with it.
        var watch = System.Diagnostics.Stopwatch.StartNew();
        HttpStatusCode status;
        while ((status = (await tus.PatchAsync(url, 10, new byte[990])).StatusCode) == HttpStatusCode.Locked && watch.Elapsed < TimeSpan.FromSeconds(40))
            await Task.Delay(250, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, status);
        TestContext.Current.TestOutputHelper?.WriteLine($"free again after {watch.Elapsed.TotalSeconds:0.0} s");
    }

    [Fact]
    public async Task File_HalfSent_GoesOnAfterARestart()
    {
        var bytes = RandomNumberGenerator.GetBytes(300_000);
        var first = await fixture.NewPortalAsync();
        string url;
        Guid upload;
        System.Net.Http.Headers.AuthenticationHeaderValue? token;
        await using (first)
        {
            (var client, var tus, upload) = await StartAsync(first);
            token = client.DefaultRequestHeaders.Authorization;
            url = await tus.NewAsync(upload, bytes.Length, ("filename", "a.tiff"));
            (await tus.PatchAsync(url, 0, bytes[..200_000])).EnsureSuccessStatusCode();
        }

        await using var next = new Portal(first.Data.ConnectionString, first.Folder);
        using var later = next.CreateClient();
        later.DefaultRequestHeaders.Authorization = token;
        var again = new TusSender(later);
        Assert.Equal(200_000, await again.OffsetAsync(url));
        (await again.PatchAsync(url, 200_000, bytes[200_000..])).EnsureSuccessStatusCode();
        Assert.True(next.Data.Get<Data.Files.IFileStore>().Exists(Convert.ToHexStringLower(SHA256.HashData(bytes))));
        Assert.Equal("a.tiff", Assert.Single((await later.GetJsonAsync($"/api/v1/uploads/{upload}")).GetProperty("files").EnumerateArray()).Text("filename"));
    }

    /// <summary>A program of a new team, over a real port.</summary>
    private static async Task<(HttpClient Client, TusSender Sender, Guid Upload)> StartAsync(Portal portal)
    {
        portal.UseKestrel(0);
        portal.StartServer();
        var scope = await portal.Data.NewTeamAsync();
        var token = await portal.Data.Get<Data.Accounts.TokenQueries>().CreateAsync(scope, "test", null, CancellationToken.None);
        var client = new HttpClient { BaseAddress = portal.ClientOptions.BaseAddress }; // the portal's own one would read a body to its end before it sends it
        client.DefaultRequestHeaders.Authorization = new("Bearer", token.Text);
        var (sender, upload) = await TusSender.StartAsync(client);
        return (client, sender, upload);
    }

    private static async Task ArrivedAsync(TusSender tus, string url, long offset)
    {
        while (await tus.OffsetAsync(url) < offset) await Task.Delay(10);
    }

    /// <summary>Where the next piece begins, once the portal has noticed that the last connection is gone.</summary>
    private static async Task<long> FreeOffsetAsync(TusSender tus, string url)
    {
        while (true)
        {
            var offset = await tus.OffsetAsync(url);
            using var probe = await tus.PatchAsync(url, offset, []);
            if (probe.StatusCode == HttpStatusCode.NoContent) return TusSender.Offset(probe);
            await Task.Delay(20);
        }
    }
}
