namespace ThermalPortal.EndToEnd.Tests;

/// <summary>What a test of a dataset does on the page of a version.</summary>
internal static class ExportSteps
{
    /// <summary>Has a worker write an archive without names, fetches it, and goes back.</summary>
    public static async Task MakeAndFetchAsync(WatchedPage page)
    {
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Export", Exact = true }).ClickAsync();
        await page.Page.GetByLabel("Without names and metadata").CheckAsync();
        await Assertions.Expect(page.Page.GetByText("this makes nobody anonymous")).ToBeVisibleAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Make the archive" }).ClickAsync();
        var download = page.Page.GetByLabel("Archives").GetByRole(AriaRole.Link, new() { Name = "Download" });
        await Assertions.Expect(download).ToBeVisibleAsync(new() { Timeout = WatchedPage.Patience });
        await page.ShotAsync("dataset-export");
        var archive = await page.Page.RunAndWaitForDownloadAsync(() => download.ClickAsync());
        using (var zip = System.IO.Compression.ZipFile.OpenRead(await archive.PathAsync()))
        {
            Assert.Contains(zip.Entries, e => e.FullName == "manifest.csv");
            Assert.Contains(zip.Entries, e => e.FullName == "thermal/000001.png");
        }
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Back to the dataset" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Versions", Exact = true }).ClickAsync();
    }
}
