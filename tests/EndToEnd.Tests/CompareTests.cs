using System.Globalization;

namespace ThermalPortal.EndToEnd.Tests;

/// <summary>A result against its thermal and its true picture.</summary>
public sealed class CompareTests(BrowserFixture browser)
{
    private const string Sum = "c => { const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let sum = c.width; for (const v of d) sum = sum * 31 + v | 0; return sum; }";

    [Fact]
    public async Task Pair_TranslatedAndCompared_FourLayoutsByKeyboard()
    {
        await using var page = await browser.NewPageAsync();
        await page.OpenDemoAsync(0); // the visible picture comes later
        await page.Page.Locator("a.tp-history-open").First.ClickAsync();
        var translate = page.Page.GetByRole(AriaRole.Button, new() { Name = "Translate", Exact = true });
        await translate.WaitForAsync();
        var pair = new Uri(page.Page.Url).AbsolutePath;
        await page.OpenWithModelAsync();
        await page.OpenAsync(pair);
        await translate.ClickAsync();
        await page.AtAsync("/", "run=");
        await page.Page.GetByLabel("Compare", new() { Exact = true }).First.ClickAsync(new() { Timeout = WatchedPage.Patience }); // beside every result
        var compare = page.Page.Locator(".tp-compare[data-ready=true]");
        await compare.WaitForAsync();
        await Assertions.Expect(page.Page.GetByText("synthesised from a thermal image, not a photograph")).ToBeVisibleAsync();
        await Assertions.Expect(page.Page.Locator(".tp-compare-note, .tp-compare .tp-count-warn")).ToHaveCountAsync(0); // the demo's manifest says that it is
        var (truth, both) = (compare.Locator("[data-picture=true]"), compare.Locator("[data-both]"));
        Assert.Equal(3, await compare.Locator("canvas[data-picture]:visible").CountAsync());
        await page.ShotAsync("compare-side");

        // Enlarged and moved in step: the true picture follows what the keys say of all.
        var whole = await SumAsync(truth);
        await page.Page.Keyboard.PressAsync("+");
        var near = await ChangedAsync(truth, whole);
        await page.Page.Keyboard.PressAsync("ArrowLeft");
        await ChangedAsync(truth, near);
        await page.Page.Keyboard.PressAsync("0");
        Assert.Equal(whole, await ChangedAsync(truth, near));

        // And by two fingers.
        await page.PinchAsync(truth, from: 30, to: 90);
        await ChangedAsync(truth, whole);
        await Assertions.Expect(compare).ToHaveAttributeAsync("data-zoomed", "true");
        await page.PinchAsync(truth, from: 90, to: 10);
        await Assertions.Expect(compare).ToHaveAttributeAsync("data-zoomed", "false");
        await UntilAsync(truth, sum => sum == whole); // drawn with the next frame

        await page.Page.Keyboard.PressAsync("2");
        await Assertions.Expect(compare).ToHaveAttributeAsync("data-layout", "slider");
        await Assertions.Expect(compare.Locator("[data-told]")).ToHaveTextAsync("Left: Generated (synthesised) · right: True visible picture");
        var middle = await SumAsync(both);
        await page.Page.Keyboard.PressAsync(".");
        await ChangedAsync(both, middle);
        await page.Page.Keyboard.PressAsync("3");
        await Assertions.Expect(compare).ToHaveAttributeAsync("data-layout", "blink");
        foreach (var title in new[] { "Generated (synthesised)", "True visible picture", "Generated (synthesised)" })
            await Assertions.Expect(compare.Locator("[data-told]")).ToHaveTextAsync(title);
        await page.Page.Keyboard.PressAsync("v");
        await Assertions.Expect(compare).ToHaveAttributeAsync("data-layout", "difference");
        var near1 = await MeanAsync(compare);
        var first = await SumAsync(both);
        await page.ShotAsync("compare-difference");
        await page.Page.Keyboard.PressAsync("p"); // the other pairs of pictures
        await ChangedAsync(both, first);
        var others = new[] { near1, await MeanAsync(compare) };
        Assert.All(others, mean => Assert.InRange(mean, .1, 254));
        Assert.NotEqual(others[0], others[1]);

        // The address keeps view and pictures.
        var address = page.Page.Url;
        Assert.Contains("view=difference", address, StringComparison.Ordinal);
        await page.OpenAsync(new Uri(address).PathAndQuery);
        await Assertions.Expect(compare).ToHaveAttributeAsync("data-layout", "difference");
        Assert.Equal(others[1], await MeanAsync(compare));

        await page.Page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("side by side, slider, blink, difference");
        await page.OpenAsync(pair);
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Compare with the translation" }).ClickAsync();
        await compare.WaitForAsync();
        page.AssertNoErrors();
    }

    [Fact]
    public async Task CropAndDifference_KnownPictures_AreAsComputedByHand()
    {
        await using var page = await browser.NewPageAsync();
        await page.OpenAsync("/models");
        // A picture of 16 x 8 of which there is a copy half as large, whose pixel (x, y) is red 20 x and green 40 y. The crop is turned by a quarter: its right is the picture's below.
        var seen = await page.Page.EvaluateAsync<double[]>("""
            async () => {
              const { cropped, difference } = await import('/js/picture-crop.js');
              const canvas = Object.assign(document.createElement('canvas'), { width: 8, height: 4 }), context = canvas.getContext('2d');
              for (let y = 0; y < 4; y++) for (let x = 0; x < 8; x++) { context.fillStyle = `rgb(${20 * x} ${40 * y} 0)`; context.fillRect(x, y, 1, 1); }
              const image = Object.assign(new Image(), { src: canvas.toDataURL() });
              await image.decode();
              const size = { width: 16, height: 8 }, at = (c, x, y) => [...c.getContext('2d').getImageData(x, y, 1, 1).data];
              const turned = cropped(image, size, [0, -4, 8, 4, 0, 2, 0, 0, 1], 2), beside = cropped(image, size, [4, 0, -2, 0, 4, 2, 0, 0, 1], 2), steep = cropped(image, size, [28, 0, 0, 0, 12, 0, 2, 0, 1], 101);
              const red = new OffscreenCanvas(2, 2), pen = red.getContext('2d');
              pen.fillStyle = 'rgb(100 0 0)'; pen.fillRect(0, 0, 2, 2);
              const black = new OffscreenCanvas(2, 2);
              black.getContext('2d').fillRect(0, 0, 1, 2); // half of it
              const { mean, share } = difference(red, black, 2, new Uint32Array(256), 128);
              return [...at(turned, 0, 0), ...at(turned, 1, 0), ...at(turned, 0, 1), at(beside, 0, 0)[3], at(beside, 1, 0)[3], ...at(steep, 50, 50), mean, share];
            }
            """);
        Assert.Equal(
            [
                60, 40, 0, 255, // crop (.25, .25) is (7, 3) of the picture, the middle of pixel (3, 1) of the copy
                60, 80, 0, 255, // (.75, .25) is (7, 5): pixel (3, 2)
                40, 40, 0, 255, // (.25, .75) is (5, 3): pixel (2, 1)
                0, 255, // (-1, 3) lies outside, (1, 3) inside
                60, 40, 0, 255, // (.5, .5) through a perspective: (14, 6) / 2
                .2126 * 100, .5,
            ], seen.Select(v => Math.Round(v, 6)));
    }

    /// <summary>The mean difference as the page shows it.</summary>
    private static async Task<double> MeanAsync(ILocator compare)
    {
        await Assertions.Expect(compare.Locator("[data-mean]")).Not.ToHaveTextAsync("–");
        return double.Parse(await compare.Locator("[data-mean]").InnerTextAsync(), CultureInfo.InvariantCulture);
    }

    private static Task<int> SumAsync(ILocator canvas) => canvas.EvaluateAsync<int>(Sum);

    /// <summary>Waits until a canvas shows something else.</summary>
    private static Task<int> ChangedAsync(ILocator canvas, int before) => UntilAsync(canvas, now => now != before);

    private static async Task<int> UntilAsync(ILocator canvas, Func<int, bool> reached)
    {
        for (var tries = 0; tries < 600; tries++) // other tests draw at the same time
        {
            if (await SumAsync(canvas) is var now && reached(now)) return now;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        throw new TimeoutException("The canvas does not come to show what is waited for.");
    }
}
