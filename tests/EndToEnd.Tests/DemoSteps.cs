namespace ThermalPortal.EndToEnd.Tests;

/// <summary>Ways into the demo dataset, shared by tests.</summary>
internal static class DemoSteps
{
    /// <summary>Opens it when the worker has made it and its first pictures.</summary>
    public static async Task OpenDemoAsync(this WatchedPage page)
    {
        var filled = page.Page.GetByText("80 pairs").First;
        do await page.OpenAsync("/datasets"); // it is being made for the new team
        while (await filled.CountAsync() == 0);
        await page.Page.GetByText("Demo: rendered faces").First.ClickAsync();
        await Assertions.Expect(page.Page.Locator(".tp-captures [data-frame] img").First).ToBeVisibleAsync(new() { Timeout = 120_000 }); // made in the background
    }
}
