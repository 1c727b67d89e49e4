using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace ThermalPortal.EndToEnd.Tests;

/// <summary>A large archive over a slow line: paused, resumed, the page reloaded, and it still goes on where it stopped.</summary>
public sealed class LargeUploadTests(BrowserFixture browser) : IDisposable
{
    private const int Pictures = 3, NoiseBytes = 30_000_000;
    private readonly string _folder = Directory.CreateTempSubdirectory("large-").FullName;

    [Fact]
    public async Task LargeArchive_PausedAndReloaded_GoesOnWhereItStopped()
    {
        var archive = Archive();
        await using var page = await browser.NewPageAsync();
        page.Page.Dialog += (_, dialog) => dialog.AcceptAsync(); // "leave the page?"
        await page.OpenAsync("/");
        await SpeedAsync(page, 6_000_000);
        var piece = page.Page.WaitForResponseAsync(r => r.Request.Method == "PATCH" && r.Status == 204);
        await page.ChooseAsync("input[type=file]", archive);
        var line = page.Page.Locator(".tp-transfer-line span").First;
        await piece;
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Assertions.Expect(line).ToContainTextAsync("Paused at");
        var stopped = await line.TextContentAsync();
        await page.ShotAsync("upload-paused", whole: false);
        await page.Page.WaitForTimeoutAsync(1000);
        Assert.Equal(stopped, await line.TextContentAsync());
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await Assertions.Expect(line).ToContainTextAsync("Sending");

        await page.Page.ReloadAsync();
        var head = page.Page.WaitForResponseAsync(r => r.Request.Method == "HEAD" && r.Url.Contains("/tus/", StringComparison.Ordinal));
        await page.ChooseAsync("input[type=file]", archive);
        Assert.NotEqual("0", (await (await head).AllHeadersAsync())["upload-offset"]);
        await SpeedAsync(page, -1);
        await Assertions.Expect(page.Page.GetByText($"{Pictures} usable")).ToBeVisibleAsync(new() { Timeout = WatchedPage.Patience });
        page.AssertNoErrors();
    }

    [Fact]
    public async Task LargeFile_RefusedForGood_LeavesTheChoiceToThePerson()
    {
        await using var page = await browser.NewPageAsync();
        await page.OpenAsync("/");
        await page.Page.RouteAsync("**/tus", route => route.FulfillAsync(new() { Status = 403, ContentType = "application/problem+json", Body = """{"detail":"Your role does not allow this."}""" }));
        var small = Path.Combine(_folder, "small.png");
        File.Copy(Sample(1), small);
        await page.ReadyToTakeFilesAsync();
        await page.Page.Locator("input[type=file]").First.SetInputFilesAsync([small, Archive()]);
        await Assertions.Expect(page.Page.Locator(".tp-transfer")).ToContainTextAsync("1 file was not sent: Your role does not allow this.", new() { Timeout = WatchedPage.Patience });
        await page.ShotAsync("upload-partly", whole: false);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Go on without" }).ClickAsync();
        await Assertions.Expect(page.Page.GetByText("1 usable")).ToBeVisibleAsync(new() { Timeout = WatchedPage.Patience });
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Sample(int number) => Path.Combine(AppContext.BaseDirectory, "samples", $"{number:00}.png");

    private static async Task SpeedAsync(WatchedPage page, double bytesPerSecond)
    {
        var session = await page.Page.Context.NewCDPSessionAsync(page.Page);
        await session.SendAsync("Network.enable");
        await session.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = false, ["latency"] = 0, ["downloadThroughput"] = -1, ["uploadThroughput"] = bytesPerSecond });
    }

    /// <summary>Pictures and enough noise, which gzip cannot make smaller.</summary>
    private string Archive()
    {
        var path = Path.Combine(_folder, "faces.tar.gz");
        using var packed = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        using var tar = new TarWriter(packed);
        for (var n = 1; n <= Pictures; n++) tar.WriteEntry(Sample(n), $"faces/{n}.png");
        tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "noise.bin") { DataStream = new MemoryStream(RandomNumberGenerator.GetBytes(NoiseBytes)) });
        return path;
    }
}
