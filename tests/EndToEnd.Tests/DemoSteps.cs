namespace ThermalPortal.EndToEnd.Tests;

/// <summary>Ways into the demo dataset, shared by tests.</summary>
internal static class DemoSteps
{
    /// <summary>Opens it when the worker has made it and the pictures of these pairs of its list; none: the first thermal one.</summary>
    public static async Task OpenDemoAsync(this WatchedPage page, params int[] pairs)
    {
        var demo = page.Page.Locator(".tp-dataset").Filter(new() { HasText = "Demo: rendered faces" }).Filter(new() { HasText = "80 pairs" });
        await page.OpenUntilAsync("/datasets", demo); // it is being made for the new team
        await demo.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(page.Page.Locator(".tp-captures [data-frame] img").First).ToBeVisibleAsync(new() { Timeout = WatchedPage.Patience }); // made in the background
        foreach (var pair in pairs)
            await Assertions.Expect(page.Page.Locator(".tp-captures .tp-history-pair").Nth(pair).Locator("img")).ToHaveCountAsync(2, new() { Timeout = WatchedPage.Patience });
    }
}
