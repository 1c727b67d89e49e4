using System.Globalization;
using System.Text.RegularExpressions;

namespace ThermalPortal.EndToEnd.Tests;

/// <summary>The thermal viewer and the gallery's colour scale, on the demo dataset.</summary>
public sealed class ViewerTests(BrowserFixture browser)
{
    [Fact]
    public async Task Gallery_OneColourScale_ColoursEveryPictureAndTheViewer()
    {
        await using var page = await browser.NewPageAsync();
        await page.OpenDemoAsync();
        await page.Page.GetByLabel("One colour scale for all").CheckAsync();
        var painted = page.Page.Locator("[data-frame] canvas");
        await Assertions.Expect(painted.First).ToBeVisibleAsync(new() { Timeout = WatchedPage.Patience });
        var before = await ColourAsync(painted.First);
        await page.Page.GetByLabel("Warmest").FillAsync("60");
        await page.Page.GetByLabel("Warmest").PressAsync("Tab");
        await page.Page.WaitForFunctionAsync("before => { const c = document.querySelector('[data-frame] canvas'); return c && c.getContext('2d').getImageData(c.width / 2, c.height / 2, 1, 1).data.join() !== before; }", before);
        await page.ShotAsync("gallery-scale", whole: false);
        await page.Page.Locator("a.tp-history-open").First.ClickAsync();
        var viewer = page.Page.Locator(".tp-viewer[data-ready=true]");
        await Assertions.Expect(viewer.Locator("[data-high]")).ToHaveTextAsync("60.0 °C", new() { Timeout = WatchedPage.Patience }); // the same range there
        page.AssertNoErrors();
    }

    [Fact]
    public async Task Viewer_KeysAloneAndAnotherEmissivity_DoWhatTheySay()
    {
        await using var page = await browser.NewPageAsync();
        await page.OpenDemoAsync();
        await page.Page.Locator("a.tp-history-open").First.ClickAsync();
        var viewer = page.Page.Locator(".tp-viewer[data-ready=true]");
        await viewer.WaitForAsync(new() { Timeout = WatchedPage.Patience });
        await page.Page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("next palette");
        await page.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0); // until it is gone, keys are its own
        foreach (var (key, range) in new[] { ("w", "full"), ("f", "face"), ("e", "equalised"), ("d", "auto"), ("]", "manual") })
        {
            await page.Page.Keyboard.PressAsync(key);
            await Assertions.Expect(viewer.Locator("[data-range]")).ToHaveValueAsync(range);
        }
        foreach (var key in new[] { "3", "Enter", "Shift+ArrowRight", "Shift+ArrowDown", "Enter" }) await page.Page.Keyboard.PressAsync(key);
        await Assertions.Expect(viewer.Locator("[data-readings] tr")).ToContainTextAsync("1 box");
        await page.Page.Keyboard.PressAsync("i");
        await Assertions.Expect(viewer.GetByLabel("Isotherm", new() { Exact = true })).ToBeCheckedAsync();
        await Assertions.Expect(page.Page.GetByText("its emissivity cannot be changed here")).ToBeVisibleAsync(); // finished temperatures
        await page.ShotAsync("viewer-keys");

        // The worked example of the radiometry tests: S 19000, emissivity .98, 22 C around it.
        var apparent = 1500 / Math.Log(21000 / (.0125 * (19000 - 7300)) + 1) - 273.15;
        var degrees = await page.Page.EvaluateAsync<double>(
            "async apparent => (await import('/js/thermal-scene.js')).temperature(apparent, { r1: 21000, r2: .0125, b: 1500, f: 1, o: -7300 }, { emissivity: .98, reflected: 22 })", apparent);
        Assert.Equal("28.5510", degrees.ToString("0.0000", CultureInfo.InvariantCulture));
        page.AssertNoErrors();
    }

    [Fact]
    public async Task Map_OfTheDemo_IsLaidOutAndArrowsGoFromPictureToPicture()
    {
        await using var page = await browser.NewPageAsync();
        await page.OpenDemoAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Map", Exact = true }).ClickAsync();
        var words = page.Page.Locator("[data-words]");
        var settled = new Regex(@"\d pictures\.|wait to be measured"); // none may be measured yet: then it is no map
        await Assertions.Expect(words).ToHaveTextAsync(settled, new() { Timeout = WatchedPage.Patience });
        for (var tries = 0; tries < 90 && await words.InnerTextAsync() is var said && said != "80 pictures."; tries++) // measured in the background
        {
            Assert.Contains("more wait to be measured", said, StringComparison.Ordinal);
            await Task.Delay(1000, TestContext.Current.CancellationToken);
            await page.Page.ReloadAsync();
            await Assertions.Expect(words).ToHaveTextAsync(settled, new() { Timeout = WatchedPage.Patience });
        }
        await Assertions.Expect(words).ToHaveTextAsync("80 pictures.");
        var (map, chosen) = (page.Page.Locator("[data-map]"), page.Page.GetByRole(AriaRole.Complementary, new() { Name = "Chosen picture" }));
        await map.FocusAsync();
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(chosen).ToContainTextAsync("visible/person");
        var first = await chosen.InnerTextAsync();
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await page.Page.Keyboard.PressAsync("ArrowUp");
        await Assertions.Expect(chosen).Not.ToHaveTextAsync(first);
        await page.ShotAsync("map");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.Locator(".tp-viewer[data-ready=true]").WaitForAsync(new() { Timeout = WatchedPage.Patience });
        page.AssertNoErrors();
    }

    private static Task<string> ColourAsync(ILocator canvas) => canvas.EvaluateAsync<string>("c => c.getContext('2d').getImageData(c.width / 2, c.height / 2, 1, 1).data.join()");
}
