using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace ThermalPortal.Web.Tests.Api;

public sealed class UploadsApiTests(PortalFixture portal)
{
    [Fact]
    public async Task AddFiles_ManyInTwoRequests_EachHasARowAndThenAVerdict()
    {
        var (client, _) = await portal.NewClientAsync();
        var upload = await (await client.PostAsync("/api/v1/uploads", null)).ReadAsync();
        var url = upload.Text("status_url")!;
        for (var request = 0; request < 2; request++)
        {
            using var form = Form.Of([.. Enumerable.Range(0, 30).Select(n => ($"folder/{request}-{n}.png", $"{request}-{n}"))]);
            var added = await (await client.PostAsync(url + "/files", form)).ReadAsync();
            Assert.Equal(30, added.GetProperty("files").GetArrayLength());
        }

        using (var notes = Form.Of([("notes.txt", "no picture")])) await client.PostAsync(url + "/files", notes);
        Assert.Equal("receiving", (await client.GetJsonAsync(url)).Text("status"));
        using var complete = await client.PostAsync(url + "/complete", null);
        Assert.Equal(HttpStatusCode.Accepted, complete.StatusCode);
        Assert.Equal("checking", (await client.GetJsonAsync(url)).Text("status"));

        await portal.Worker.CheckAsync(upload.GetProperty("id").GetGuid());
        var status = await client.GetJsonAsync(url);
        Assert.Equal("finished", status.Text("status"));
        Assert.Equal((60, 1, 61), (status.GetProperty("accepted").GetInt32(), status.GetProperty("rejected").GetInt32(), status.GetProperty("files").GetArrayLength()));
        var refused = status.GetProperty("files").EnumerateArray().Single(f => f.Text("verdict") == "rejected");
        Assert.Equal(("notes.txt", "not_an_image", "Send a PNG, TIFF, BMP or JPEG."), (refused.Text("filename"), refused.Text("reason_code"), refused.Text("advice")));
    }

    [Fact]
    public async Task Report_AllKindsOfFiles_HasALineForEach()
    {
        var (client, _) = await portal.NewClientAsync();
        var upload = await (await client.PostAsync("/api/v1/uploads", null)).ReadAsync();
        var url = upload.Text("status_url")!;
        using (var form = Form.Of([("a.png", "a"), ("=1+2, repaired.png", "b"), ("notes.txt", "no picture")])) await client.PostAsync(url + "/files", form);
        Assert.Contains("a.png,pending,,,,unknown", await client.GetStringAsync(url + "/report"));
        using (await client.PostAsync(url + "/complete", null)) await portal.Worker.CheckAsync(upload.GetProperty("id").GetGuid());
        using var answer = await client.GetAsync(url + "/report");
        Assert.Equal(("text/csv", $"upload-{upload.GetProperty("id").GetGuid():N}.csv"), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.FileName));
        string Sha(string bytes) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(bytes)));
        Assert.Equal(
        [
            "\uFEFFfile,verdict,code,reason,advice,kind,radiometry,width,height,bytes,sha256",
            $"\"'=1+2, repaired.png\",repaired,overlay,A logo was filled.,Export without it.,thermal,radiometric_c,160,160,1,{Sha("b")}", // no formula
            $"a.png,accepted,,,,thermal,radiometric_c,160,160,1,{Sha("a")}",
            $"notes.txt,rejected,not_an_image,This is no image.,\"Send a PNG, TIFF, BMP or JPEG.\",unknown,,,,10,{Sha("no picture")}",
        ], Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync()).TrimEnd().Split("\r\n").OrderByDescending(l => l[0] == '\uFEFF').ThenBy(l => l, StringComparer.Ordinal));
        var status = await client.GetJsonAsync(url);
        Assert.Equal((2, 1), (status.GetProperty("accepted").GetInt32(), status.GetProperty("repaired").GetInt32()));
        var (stranger, _) = await portal.NewClientAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(url + "/report")).StatusCode);
    }

    [Fact]
    public async Task AddFiles_OneTooLarge_IsRefusedAndTheOthersKept()
    {
        var (client, _) = await portal.NewClientAsync();
        var url = (await (await client.PostAsync("/api/v1/uploads", null)).ReadAsync()).Text("status_url")!;
        using var form = Form.Of([("a.png", "a"), ("big.png", new string('x', 200_001)), ("b.png", "b")]);
        await client.PostAsync(url + "/files", form);
        var files = (await client.GetJsonAsync(url)).GetProperty("files");
        Assert.Equal(["pending", "rejected", "pending"], files.EnumerateArray().Select(f => f.Text("verdict")!));
        Assert.Equal("too_large", files[1].Text("reason_code"));
    }

    [Fact]
    public async Task AddFiles_SameBytesTwice_AreStoredOnce()
    {
        var (client, scope) = await portal.NewClientAsync();
        var url = (await (await client.PostAsync("/api/v1/uploads", null)).ReadAsync()).Text("status_url")!;
        var same = Guid.NewGuid().ToString();
        using var form = Form.Of([("a.png", same), ("copy of a.png", same)]);
        await client.PostAsync(url + "/files", form);
        var images = portal.Data.Get<Data.Datasets.ImageQueries>();
        var ids = (await client.GetJsonAsync(url)).GetProperty("files").EnumerateArray().Select(f => f.GetProperty("id").GetGuid()).ToList();
        var items = await Task.WhenAll(ids.Select(id => images.FindAsync(scope, id, CancellationToken.None)));
        Assert.Equal(2, items.Length);
        Assert.Single(items.Select(i => i!.FileId).Distinct());
    }

    [Fact]
    public async Task AddFiles_SentAgainAfterALostAnswer_AddsNothing()
    {
        var (client, _) = await portal.NewClientAsync();
        var url = (await (await client.PostAsync("/api/v1/uploads", null)).ReadAsync()).Text("status_url")!;
        List<Guid> ids = [];
        for (var time = 0; time < 2; time++)
        {
            using var form = Form.Of([("a/1.png", "same"), ("b/1.png", "same"), ("c.png", "other")]);
            ids.AddRange((await (await client.PostAsync(url + "/files", form)).ReadAsync()).GetProperty("files").EnumerateArray().Select(f => f.GetProperty("id").GetGuid()));
        }

        Assert.Equal(ids[..3], ids[3..]);
        Assert.Equal(3, (await client.GetJsonAsync(url)).GetProperty("total_files").GetInt32());
    }

    [Fact]
    public async Task AddFiles_BodyBreaksOff_Answers400InWords()
    {
        var (client, _) = await portal.NewClientAsync();
        var url = (await (await client.PostAsync("/api/v1/uploads", null)).ReadAsync()).Text("status_url")!;
        using var body = new StringContent("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\nhalf");
        body.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        using var response = await client.PostAsync(url + "/files", body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("broke off", (await response.ReadAsync()).Text("detail"));
    }

    [Fact]
    public async Task AddFiles_ThousandSmallFiles_TakesSeconds()
    {
        var (client, _) = await portal.NewClientAsync();
        var url = (await (await client.PostAsync("/api/v1/uploads", null)).ReadAsync()).Text("status_url")!;
        var filler = new string('x', 20_000);
        for (var request = 0; request < 20; request++)
        {
            using var form = Form.Of([.. Enumerable.Range(0, 50).Select(n => ($"{request}-{n}.png", $"{request}-{n}{filler}"))]);
            using var response = await client.PostAsync(url + "/files", form);
            response.EnsureSuccessStatusCode();
        }

        Assert.Equal(1000, (await client.GetJsonAsync(url)).GetProperty("total_files").GetInt32());
    }
}
