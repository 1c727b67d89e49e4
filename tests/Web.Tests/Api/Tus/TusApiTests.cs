using System.Net;
using System.Security.Cryptography;

namespace ThermalPortal.Web.Tests.Api.Tus;

/// <summary>The protocol, step by step.</summary>
public sealed class TusApiTests(PortalFixture portal)
{
    private static readonly byte[] _bytes = RandomNumberGenerator.GetBytes(100_000);

    [Fact]
    public async Task Options_TellWhatIsPossible()
    {
        var (client, _) = await portal.NewClientAsync();
        var (_, upload) = await TusSender.StartAsync(client);
        using var request = new HttpRequestMessage(HttpMethod.Options, $"/api/v1/uploads/{upload}/tus");
        using var response = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(
            ["1.0.0", "1.0.0", "creation,termination,checksum,expiration", "200000", "sha1,sha256"],
            ((string[])["Tus-Resumable", "Tus-Version", "Tus-Extension", "Tus-Max-Size", "Tus-Checksum-Algorithm"]).Select(h => response.Headers.GetValues(h).Single()));
    }

    [Fact]
    public async Task File_InThreePieces_IsAFileOfItsUploadLikeAnyOther()
    {
        var (client, scope) = await portal.NewClientAsync();
        var (tus, upload) = await TusSender.StartAsync(client);
        var url = await tus.NewAsync(upload, _bytes.Length, ("filename", "folder/größe.png"), ("filetype", "image/png"), ("sha256", Convert.ToHexString(SHA256.HashData(_bytes))));
        using (var head = await tus.HeadAsync(url)) Assert.StartsWith("filename ", head.Headers.GetValues("Upload-Metadata").Single(), StringComparison.Ordinal);
        var offset = 0L;
        foreach (var piece in _bytes.Chunk(40_000))
        {
            using var response = await tus.PatchAsync(url, offset, piece);
            Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
            Assert.Equal(offset += piece.Length, TusSender.Offset(response));
            Assert.True(DateTimeOffset.Parse(response.Content.Headers.TryGetValues("Upload-Expires", out var inContent) ? inContent.Single() : response.Headers.GetValues("Upload-Expires").Single(), System.Globalization.CultureInfo.InvariantCulture) > TimeProvider.System.GetUtcNow().AddHours(23));
        }

        // The same bytes by the ordinary way are the same file, stored once.
        using (var form = new MultipartFormDataContent { { new ByteArrayContent(_bytes), "file", "again.png" } }) (await client.PostAsync($"/api/v1/uploads/{upload}/files", form)).EnsureSuccessStatusCode();
        var files = (await client.GetJsonAsync($"/api/v1/uploads/{upload}")).GetProperty("files").EnumerateArray().ToList();
        Assert.Equal([("folder/größe.png", "pending"), ("again.png", "pending")], files.Select(f => (f.Text("filename")!, f.Text("verdict")!)));
        var images = portal.Data.Get<Data.Datasets.ImageQueries>();
        var items = await Task.WhenAll(files.Select(f => images.FindAsync(scope, f.GetProperty("id").GetGuid(), CancellationToken.None)));
        Assert.Single(items.Select(i => i!.FileId).Distinct());
        using var content = new MemoryStream();
        await using (var blob = portal.Data.Get<Data.Files.IFileStore>().OpenRead(Convert.ToHexStringLower(SHA256.HashData(_bytes)))) await blob.CopyToAsync(content, TestContext.Current.CancellationToken);
        Assert.Equal(_bytes, content.ToArray());
        Assert.Equal(_bytes.Length, await tus.OffsetAsync(url)); // a client that missed the last answer hears that all is well
    }

    [Fact]
    public async Task Patch_AtAnotherOffset_Answers409AndChangesNothing()
    {
        var (client, _) = await portal.NewClientAsync();
        var (tus, upload) = await TusSender.StartAsync(client);
        var url = await tus.NewAsync(upload, _bytes.Length);
        (await tus.PatchAsync(url, 0, _bytes[..1000])).EnsureSuccessStatusCode();
        foreach (var wrong in new[] { 0L, 999, 1001, _bytes.Length })
        {
            using var response = await tus.PatchAsync(url, wrong, _bytes[..1000]);
            Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
            Assert.Contains("1000 bytes have arrived", (await response.ReadAsync()).Text("detail"));
        }

        Assert.Equal(1000, await tus.OffsetAsync(url));
    }

    [Fact]
    public async Task Patch_MoreThanAnnounced_Answers413AndKeepsTheRoom()
    {
        var (client, _) = await portal.NewClientAsync();
        var (tus, upload) = await TusSender.StartAsync(client);
        var url = await tus.NewAsync(upload, 1000);
        using var known = await tus.PatchAsync(url, 0, _bytes[..1001]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, known.StatusCode);
        using var endless = new StreamContent(new UnknownLength(_bytes));
        using var unknown = await tus.PatchAsync(url, 0, endless);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, unknown.StatusCode);
        Assert.Equal(0, await tus.OffsetAsync(url));
    }

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    public async Task Patch_WithChecksum_IsComparedAndDroppedIfItDiffers(string algorithm)
    {
        var (client, _) = await portal.NewClientAsync();
        var (tus, upload) = await TusSender.StartAsync(client);
        var url = await tus.NewAsync(upload, 2000);
        byte[] hash = CryptographicOperations.HashData(new HashAlgorithmName(algorithm.ToUpperInvariant()), _bytes.AsSpan(0, 1000));
        using var good = await tus.PatchAsync(url, 0, _bytes[..1000], $"{algorithm} {Convert.ToBase64String(hash)}");
        Assert.Equal(HttpStatusCode.NoContent, good.StatusCode);
        using var bad = await tus.PatchAsync(url, 1000, _bytes[1000..2000], $"{algorithm} {Convert.ToBase64String(hash)}");
        Assert.Equal(460, (int)bad.StatusCode);
        Assert.Equal(1000, await tus.OffsetAsync(url));
        using var unknown = await tus.PatchAsync(url, 1000, _bytes[1000..2000], "crc32 AAAA");
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
    }

    [Fact]
    public async Task File_ThatIsNotThePromisedOne_IsRefusedAndMayBeSentAgain()
    {
        var (client, _) = await portal.NewClientAsync();
        var (tus, upload) = await TusSender.StartAsync(client);
        var url = await tus.NewAsync(upload, 1000, ("filename", "a.png"), ("sha256", Convert.ToHexString(SHA256.HashData(_bytes.AsSpan(0, 1000)))));
        using var other = await tus.PatchAsync(url, 0, _bytes[1000..2000]);
        Assert.Equal(460, (int)other.StatusCode);
        Assert.Equal(0, (await client.GetJsonAsync($"/api/v1/uploads/{upload}")).GetProperty("total_files").GetInt32());
        Assert.Equal(0, await tus.OffsetAsync(url));
        using var right = await tus.PatchAsync(url, 0, _bytes[..1000]);
        Assert.Equal(HttpStatusCode.NoContent, right.StatusCode);
        Assert.Equal(1, (await client.GetJsonAsync($"/api/v1/uploads/{upload}")).GetProperty("total_files").GetInt32());
    }

    [Fact]
    public async Task Create_TooLarge_Answers413AndIsALineOfTheReport()
    {
        var (client, _) = await portal.NewClientAsync();
        var (tus, upload) = await TusSender.StartAsync(client);
        using var response = await tus.CreateAsync(upload, 200_001, ("filename", "big.zip"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        var file = Assert.Single((await client.GetJsonAsync($"/api/v1/uploads/{upload}")).GetProperty("files").EnumerateArray());
        Assert.Equal(("big.zip", "rejected", "too_large"), (file.Text("filename"), file.Text("verdict"), file.Text("reason_code")));
    }

    [Fact]
    public async Task Create_EmptyFile_IsThereAtOnce()
    {
        var (client, _) = await portal.NewClientAsync();
        var (tus, upload) = await TusSender.StartAsync(client);
        await tus.NewAsync(upload, 0, ("filename", "empty.png"));
        Assert.Equal("empty.png", Assert.Single((await client.GetJsonAsync($"/api/v1/uploads/{upload}")).GetProperty("files").EnumerateArray()).Text("filename"));
    }

    [Fact]
    public async Task Create_WithoutWhatItNeeds_SaysWhat()
    {
        var (client, _) = await portal.NewClientAsync();
        var (tus, upload) = await TusSender.StartAsync(client);
        foreach (var refused in new[] { await tus.CreateAsync(upload, null), await tus.CreateAsync(upload, -1), await tus.CreateAsync(upload, 5, ("sha256", "abc")), await tus.CreateAsync(upload, 5, ("schlüssel", "a")) })
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await tus.CreateAsync(Guid.NewGuid(), 5)).StatusCode);
        using var old = await client.PostAsync($"/api/v1/uploads/{upload}/tus", null);
        Assert.Equal(HttpStatusCode.PreconditionFailed, old.StatusCode);
        using var plain = new HttpRequestMessage(HttpMethod.Patch, await tus.NewAsync(upload, 5)) { Headers = { { "Tus-Resumable", "1.0.0" }, { "Upload-Offset", "0" } }, Content = new StringContent("12345") };
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await client.SendAsync(plain)).StatusCode);
    }

    [Fact]
    public async Task Delete_HalfAFile_LeavesNothing()
    {
        var (client, scope) = await portal.NewClientAsync();
        var (tus, upload) = await TusSender.StartAsync(client);
        var url = await tus.NewAsync(upload, 5000);
        (await tus.PatchAsync(url, 0, _bytes[..1000])).EnsureSuccessStatusCode();
        Assert.Equal(HttpStatusCode.NoContent, (await tus.DeleteAsync(url)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await tus.HeadAsync(url)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await tus.DeleteAsync(url)).StatusCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(portal.Portal.Folder, "incoming", scope.TeamId.ToString("N"))));
    }

    [Fact]
    public async Task Patch_ByPostWithOverride_Works()
    {
        var (client, _) = await portal.NewClientAsync();
        var (tus, upload) = await TusSender.StartAsync(client);
        using var content = new ByteArrayContent([1, 2, 3]) { Headers = { { "Content-Type", "application/offset+octet-stream" } } };
        using var post = new HttpRequestMessage(HttpMethod.Post, await tus.NewAsync(upload, 3)) { Headers = { { "Tus-Resumable", "1.0.0" }, { "Upload-Offset", "0" }, { "X-HTTP-Method-Override", "PATCH" } }, Content = content };
        Assert.Equal(HttpStatusCode.NoContent, (await client.SendAsync(post)).StatusCode);
    }

    [Fact]
    public async Task File_OfAFinishedUpload_Answers409()
    {
        var (client, _) = await portal.NewClientAsync();
        var (tus, upload) = await TusSender.StartAsync(client);
        var url = await tus.NewAsync(upload, 1000);
        await client.PostAsync($"/api/v1/uploads/{upload}/complete", null);
        await portal.Worker.CheckAsync(upload);
        foreach (var late in new[] { await tus.PatchAsync(url, 0, _bytes[..1000]), await tus.CreateAsync(upload, 5), await tus.HeadAsync(url) })
            Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
    }

    /// <summary>Sent in chunks, so that the server learns the length by reading.</summary>
    private sealed class UnknownLength(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
