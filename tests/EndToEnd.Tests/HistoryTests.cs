using System.Text.RegularExpressions;

namespace ThermalPortal.EndToEnd.Tests;

/// <summary>Found again, run again with the same seed, deleted, taken back.</summary>
public sealed class HistoryTests(BrowserFixture browser)
{
    [Fact]
    public async Task Run_Repeated_MakesTheSameSeedAgain_AndCanBeDeletedAndTakenBack()
    {
        await using var page = await browser.NewPageAsync();
        await page.OpenWithModelAsync();
        await page.Page.Locator(".tp-sample").Nth(9).ClickAsync();
        var seed = await SeedAsync(page);

        await OpenMenuAsync(page);
        await page.Page.GetByText("Run again, same seed").ClickAsync();
        await page.AtAsync("/", "run=");
        Assert.Equal(seed, await SeedAsync(page));

        await OpenMenuAsync(page);
        var before = await page.Page.Locator(".tp-history-row").CountAsync();
        await page.ShotAsync("history-menu", whole: false);
        await page.Page.GetByText("Delete", new() { Exact = true }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Dialog).GetByText("Delete", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(page.Page.Locator(".tp-history-row")).ToHaveCountAsync(before - 1);
        await page.Page.GetByText("Undo").ClickAsync();
        await Assertions.Expect(page.Page.Locator(".tp-history-row")).ToHaveCountAsync(before);
        page.AssertNoErrors();
    }

    private static async Task OpenMenuAsync(WatchedPage page)
    {
        await page.OpenAsync("/history?text=sample-10");
        await page.Page.Locator(".tp-history-row").First.GetByRole(AriaRole.Button).ClickAsync();
    }

    private static async Task<string> SeedAsync(WatchedPage page)
    {
        var caption = page.Page.Locator(".tp-picture-result figcaption").First;
        await Assertions.Expect(caption).ToContainTextAsync(new Regex("\\d+"), new() { Timeout = WatchedPage.Patience });
        return Regex.Match(await caption.InnerTextAsync(), "\\d{2,}").Value;
    }
}
