namespace ThermalPortal.EndToEnd.Tests;

/// <summary>What a person does first: look around, drop a file, see a face, find it again.</summary>
public sealed class TranslateTests(BrowserFixture browser)
{
    private static readonly LocatorAssertionsToBeVisibleOptions _patient = new() { Timeout = WatchedPage.Patience };

    [Fact]
    public async Task DroppedFile_IsTranslatedAndFoundAgain()
    {
        await using var page = await browser.NewPageAsync();
        await page.OpenAsync("/");
        await Expect(page).ToContainTextAsync("Drop thermal pictures here");
        await page.ShotAsync("translate-empty");
        await page.ReadyToTakeFilesAsync();
        await page.Page.Locator("input[type=file]").First.SetInputFilesAsync([Sample(1), Text("notes.txt")]);

        await page.AtAsync("/", "upload=");
        await Assertions.Expect(page.Page.GetByText("1 usable")).ToBeVisibleAsync(_patient);
        await Assertions.Expect(page.Page.GetByText("1 refused")).ToBeVisibleAsync();
        await page.ShotAsync("upload");
        await Assertions.Expect(page.Page.Locator(".tp-go")).ToBeEnabledAsync(new() { Timeout = WatchedPage.Patience });
        await page.Page.ClickAsync(".tp-go");

        await page.AtAsync("/", "run=");
        await page.ShotAsync("run-working");
        await SeeResultAsync(page);
        await page.ShotAsync("run-done");

        // Another device, or a reload: the address is enough.
        await using var phone = await browser.NewPageAsync(390, 844, dark: true);
        await phone.OpenAsync(new Uri(page.Page.Url).PathAndQuery);
        await SeeResultAsync(phone);
        await phone.ShotAsync("run-done-phone-dark");
        await phone.OpenAsync("/history");
        await Assertions.Expect(phone.Page.Locator(".tp-history-row", new() { HasText = "face-1.png" }).First).ToBeVisibleAsync(); // other tests' runs are listed too
        await phone.ShotAsync("history-phone-dark");

        var download = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.ClickAsync("a.tp-picture-save"));
        Assert.EndsWith(".png", download.SuggestedFilename, StringComparison.Ordinal);
        var bytes = await File.ReadAllBytesAsync((await download.PathAsync())!, TestContext.Current.CancellationToken);
        Assert.Equal(0x89, bytes[0]);
        page.AssertNoErrors();
        phone.AssertNoErrors();
    }

    [Fact]
    public async Task Sample_IsTranslatedByOneClick()
    {
        await using var page = await browser.NewPageAsync();
        await page.OpenWithModelAsync();
        await page.Page.Locator(".tp-sample").Nth(5).ClickAsync();
        await page.AtAsync("/", "run=");
        await SeeResultAsync(page);
        await Assertions.Expect(page.Page.GetByText("True, for comparison")).ToBeVisibleAsync();
        await page.ShotAsync("sample-done");
        page.AssertNoErrors();
    }

    [Fact]
    public async Task Crop_ByHand_StartsARunOfThatPart()
    {
        await using var page = await browser.NewPageAsync();
        await page.OpenWithModelAsync();
        await page.Page.Locator(".tp-sample").Nth(2).ClickAsync();
        await SeeResultAsync(page);
        var before = page.Page.Url;
        await page.Page.GetByLabel("More for this picture").ClickAsync();
        await page.Page.GetByText("Crop by hand").First.ClickAsync();
        await page.Page.Locator("[data-box]").FocusAsync();
        for (var n = 0; n < 5; n++) await page.Page.Keyboard.PressAsync("ArrowUp");
        await page.ShotAsync("crop", whole: false);
        await page.Page.GetByText("Translate this part").ClickAsync();
        await Assertions.Expect(page.Page).Not.ToHaveURLAsync(before);
        await SeeResultAsync(page);
        page.AssertNoErrors();
    }

    private static ILocatorAssertions Expect(WatchedPage page) => Assertions.Expect(page.Page.Locator("main"));

    private static async Task SeeResultAsync(WatchedPage page)
    {
        await Assertions.Expect(page.Page.Locator(".tp-picture-result img").First).ToBeVisibleAsync(_patient);
        await Assertions.Expect(page.Page.Locator(".tp-state")).ToHaveTextAsync("Done", new() { Timeout = WatchedPage.Patience });
        await Expect(page).ToContainTextAsync("Synthesised from a thermal image, not a photograph.", new() { Timeout = WatchedPage.Patience });
        await Assertions.Expect(page.Page.Locator(".tp-chip").First).ToBeVisibleAsync(_patient); // what was seen so far may have been the run before
        var width = await page.Page.Locator(".tp-picture-result img").First.EvaluateAsync<int>("image => image.decode().then(() => image.naturalWidth)");
        Assert.True(width > 0);
    }

    private static FilePayload Sample(int number) => new()
    {
        Name = $"face-{number}.png", MimeType = "image/png", Buffer = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "samples", $"{number:00}.png")),
    };

    private static FilePayload Text(string name) => new() { Name = name, MimeType = "text/plain", Buffer = "no picture"u8.ToArray() };
}
