namespace ThermalPortal.EndToEnd.Tests;

/// <summary>What a test of a dataset does on the page of its three people.</summary>
internal static class PeopleSteps
{
    /// <summary>Two people made one by keys alone, and taken back.</summary>
    public static async Task MergeAndUndoAsync(WatchedPage page)
    {
        var cards = page.Page.Locator(".tp-people-grid [data-pair]");
        await Assertions.Expect(cards).ToHaveCountAsync(3);
        await page.KeysAsync();
        await cards.First.ClickAsync();
        await page.Page.Keyboard.PressAsync("Shift+ArrowRight");
        await Assertions.Expect(page.Page.Locator("[data-merge]")).ToHaveTextAsync("Make them one person");
        await page.ShotAsync("dataset-people", whole: false);
        await page.Page.Locator("[data-merge]").ClickAsync();
        await Assertions.Expect(cards).ToHaveCountAsync(2);
        await page.Page.Locator("h1").ClickAsync();
        await page.Page.Keyboard.PressAsync("Control+z");
        await Assertions.Expect(cards).ToHaveCountAsync(3);
        await page.Page.Locator(".tp-page-head a").First.ClickAsync(); // back to the dataset
    }
}
