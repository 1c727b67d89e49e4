namespace ThermalPortal.EndToEnd.Tests;

/// <summary>The ways files come in: folder, drop, very many, a network that fails.</summary>
public sealed class UploadTests(BrowserFixture browser) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("upload-").FullName;

    [Fact]
    public async Task Folder_Chosen_KeepsItsPaths()
    {
        Write("trip/day 1/a.png", 1);
        Write("trip/b.png", 2);
        await using var page = await browser.NewPageAsync();
        await page.OpenAsync("/");
        await page.ChooseAsync("input[webkitdirectory]", Path.Combine(_folder, "trip"));
        await Assertions.Expect(page.Page.GetByText("2 usable")).ToBeVisibleAsync(new() { Timeout = WatchedPage.Patience });
        await Assertions.Expect(page.Page.Locator(".tp-files")).ToContainTextAsync("trip/day 1/a.png");
        page.AssertNoErrors();
    }

    [Fact]
    public async Task Files_Dropped_AreSent()
    {
        await using var page = await browser.NewPageAsync();
        await page.OpenAsync("/");
        var bytes = Convert.ToBase64String(await File.ReadAllBytesAsync(Sample(4), TestContext.Current.CancellationToken));
        var transfer = await page.Page.EvaluateHandleAsync(
            "data => { const drop = new DataTransfer(); drop.items.add(new File([Uint8Array.from(atob(data), c => c.charCodeAt(0))], 'dropped.png', { type: 'image/png' })); return drop; }", bytes);
        await page.ReadyToTakeFilesAsync();
        await page.Page.DispatchEventAsync("[data-drop]", "drop", new { dataTransfer = transfer });
        await Assertions.Expect(page.Page.Locator(".tp-files")).ToContainTextAsync("dropped.png", new() { Timeout = WatchedPage.Patience });
        page.AssertNoErrors();
    }

    [Fact]
    public async Task Network_FailsTwice_IsTriedAgainByItself()
    {
        await using var page = await browser.NewPageAsync();
        await page.OpenAsync("/");
        var failures = 2;
        await page.Page.RouteAsync("**/files", route => failures-- > 0 ? route.AbortAsync() : route.ContinueAsync());
        await page.ChooseAsync("input[type=file]", Sample(6));
        await Assertions.Expect(page.Page.GetByText("1 usable")).ToBeVisibleAsync(new() { Timeout = WatchedPage.Patience });
        Assert.Equal(-1, failures);
    }

    [Fact]
    public async Task Network_StaysAway_SaysSoAndGoesOnByHand()
    {
        await using var page = await browser.NewPageAsync();
        await page.OpenAsync("/");
        await page.Page.RouteAsync("**/files", route => route.AbortAsync());
        await page.ChooseAsync("input[type=file]", Sample(7));
        await Assertions.Expect(page.Page.Locator(".tp-transfer")).ToContainTextAsync("1 file was not sent", new() { Timeout = WatchedPage.Patience });
        await page.ShotAsync("upload-failed", whole: false);
        await page.Page.UnrouteAllAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Assertions.Expect(page.Page.GetByText("1 usable")).ToBeVisibleAsync(new() { Timeout = WatchedPage.Patience });
    }

    [Fact]
    public async Task ThousandFiles_EachHasItsVerdict()
    {
        for (var n = 0; n < 1000; n++) Write($"many/{n:0000}.png", 1 + n % 12, tail: n);
        await using var page = await browser.NewPageAsync();
        await page.OpenAsync("/");
        await page.ChooseAsync("input[webkitdirectory]", Path.Combine(_folder, "many"));
        await Assertions.Expect(page.Page.GetByText("1,000 usable")).ToBeVisibleAsync(new() { Timeout = 240_000 });
        await page.ShotAsync("upload-thousand", whole: false);
        page.AssertNoErrors();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Sample(int number) => Path.Combine(AppContext.BaseDirectory, "samples", $"{number:00}.png");

    // A PNG with something behind its end is the same picture with another hash.
    private void Write(string path, int sample, int? tail = null)
    {
        var file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.Copy(Sample(sample), file);
        if (tail is { } number) File.AppendAllText(file, $"{number}");
    }
}
