namespace ThermalPortal.EndToEnd.Tests;

/// <summary>What a test of a dataset does with what was imported into it.</summary>
internal static class ImportSteps
{
    /// <summary>What was imported stays to be read: a verdict for every file.</summary>
    public static async Task ReportAsync(WatchedPage page)
    {
        var menu = page.Page.GetByRole(AriaRole.Button, new() { Name = "More about this dataset" });
        await menu.ClickAsync();
        await page.Page.GetByText("Reports of imports").ClickAsync();
        var imports = page.Page.Locator(".tp-imports");
        await Assertions.Expect(imports).ToContainTextAsync("7 files: 6 accepted, 1 rejected");
        await page.ShotAsync("dataset-imports");
        var report = await page.Page.RunAndWaitForDownloadAsync(() => imports.GetByRole(AriaRole.Link, new() { Name = "Report of every file" }).ClickAsync());
        var lines = await File.ReadAllLinesAsync(await report.PathAsync());
        Assert.Equal(8, lines.Length);
        Assert.Contains(lines, line => line.StartsWith("study/notes.txt,rejected,not-an-image,", StringComparison.Ordinal));
        await menu.ClickAsync();
        await page.Page.GetByText("Reports of imports").ClickAsync();
        await Assertions.Expect(imports).ToHaveCountAsync(0);
    }
}
