using System.Text.RegularExpressions;

namespace ThermalPortal.EndToEnd.Tests;

/// <summary>The alignment lab by mouse and keyboard, on the demo dataset.</summary>
public sealed class AlignmentTests(BrowserFixture browser)
{
    [Fact]
    public async Task Pair_AlignedByHand_IsSavedAppliedAndTakenBack()
    {
        await using var page = await browser.NewPageAsync(1280, 900);
        await page.OpenDemoAsync(1, 3, 5); // all of the same session: the one that is aligned and others to take it over
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Align", Exact = true }).Nth(1).ClickAsync();
        var bench = page.Page.Locator(".tp-bench");
        await Assertions.Expect(bench).ToHaveAttributeAsync("data-ready", "true", new() { Timeout = WatchedPage.Patience });
        var nose = Pin("Thermal", 2);
        var before = await nose.GetAttributeAsync("aria-label");

        var box = (await nose.BoundingBoxAsync())!;
        await page.Page.Mouse.MoveAsync(box.X + box.Width / 2, box.Y + box.Height / 2);
        await page.Page.Mouse.DownAsync();
        await page.Page.Mouse.MoveAsync(box.X + 70, box.Y + 50, new() { Steps = 5 });
        await page.Page.Mouse.UpAsync();
        await Assertions.Expect(nose).Not.ToHaveAttributeAsync("aria-label", before!);
        var dragged = await SettledAsync(nose);
        await page.Page.Keyboard.PressAsync("Shift+ArrowLeft");
        await Assertions.Expect(nose).Not.ToHaveAttributeAsync("aria-label", dragged);
        await page.Page.Keyboard.PressAsync("Control+z");
        await Assertions.Expect(nose).ToHaveAttributeAsync("aria-label", dragged);
        await page.Page.Keyboard.PressAsync("Control+z"); // the whole drag
        await Assertions.Expect(nose).ToHaveAttributeAsync("aria-label", before!);

        await bench.Locator("[data-side=Thermal]").ClickAsync(new() { Position = new() { X = 40, Y = 40 } });
        await Assertions.Expect(bench.Locator(".tp-points")).ToContainTextAsync("put it in place in the visible picture");
        await bench.Locator("[data-side=Visible]").ClickAsync(new() { Position = new() { X = 44, Y = 38 } });
        await Assertions.Expect(bench.Locator(".tp-points")).Not.ToContainTextAsync("put it in place");
        await Pin("Visible", 6).FocusAsync();
        await page.Page.Keyboard.PressAsync("Delete");
        await Assertions.Expect(Pin("Visible", 6)).ToHaveCountAsync(0);
        await page.Page.Keyboard.PressAsync("b");
        await Assertions.Expect(bench.GetByLabel("Blink")).ToBeCheckedAsync();
        await page.Page.Keyboard.PressAsync("b");
        await page.ShotAsync("alignment");

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Save alignment" }).ClickAsync();
        var session = page.Page.Locator(".tp-session");
        await session.Locator("[data-everybody]").CheckAsync();
        await Assertions.Expect(session).ToContainTextAsync("take it over");
        await session.GetByRole(AriaRole.Button, new() { Name = "Apply to the session" }).ClickAsync();
        var saved = page.Page.GetByLabel("Saved alignment");
        await Assertions.Expect(saved).ToContainTextAsync(new Regex(@"with \d+ other pairs of the session")); // those the worker has measured by now
        await page.ShotAsync("alignment-session");
        await page.Page.SetViewportSizeAsync(390, 844);
        await page.ShotAsync("alignment-390");
        Assert.True(await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth") <= 0);
        await saved.GetByText("Take back for all").ClickAsync();
        await Assertions.Expect(saved).Not.ToContainTextAsync("other pairs");
        await saved.GetByText("Take last change back").ClickAsync();
        await Assertions.Expect(saved).ToContainTextAsync("Nobody has aligned this pair yet.");
        page.AssertNoErrors();

        ILocator Pin(string side, int index) => bench.Locator($"[data-side={side}] [data-pin='{index}']");
    }

    /// <summary>A drag tells its last place a moment after the button is up.</summary>
    private static async Task<string> SettledAsync(ILocator pin)
    {
        while (true)
        {
            var label = await pin.GetAttributeAsync("aria-label");
            await Task.Delay(300, TestContext.Current.CancellationToken);
            if (await pin.GetAttributeAsync("aria-label") == label) return label!;
        }
    }
}
