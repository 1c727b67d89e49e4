using System.IO.Compression;

namespace ThermalPortal.EndToEnd.Tests;

/// <summary>From recordings as a team has them to a frozen version that training accepts, in one sitting: import, pair, align, label, review, split, freeze.</summary>
public sealed class JourneyTests(BrowserFixture browser) : IDisposable
{
    private const int People = 5;
    private readonly string _folder = Directory.CreateTempSubdirectory("journey-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Recordings_BecomeAFrozenVersion()
    {
        Unpack();
        var name = $"Corridor {Guid.NewGuid().ToString("N")[..6]}";
        await using var page = await browser.NewPageAsync(1280, 900);
        await page.OpenAsync("/datasets");
        await page.Page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await Assertions.Expect(page.Page.Locator("h1")).ToHaveTextAsync(name);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync(); // on which basis the pictures may be used
        await ImportAsync(page);
        var dataset = new Uri(page.Page.Url).AbsolutePath;
        await AlignAsync(page);
        await page.OpenAsync(dataset);
        await LabelAsync(page);
        await page.OpenAsync(dataset);
        await ReviewAsync(page);
        await page.OpenAsync(dataset);
        await FreezeAsync(page);
        page.AssertNoErrors();
    }

    /// <summary>Pairs by name; every picture must have been looked at, for the faces that align it.</summary>
    private async Task ImportAsync(WatchedPage page)
    {
        await page.ChooseAsync("input[webkitdirectory]", Path.Combine(_folder, "corridor"));
        var plan = page.Page.GetByLabel("Import", new() { Exact = true });
        await Assertions.Expect(plan).ToContainTextAsync($"{2 * People} pairs", new() { Timeout = WatchedPage.Patience });
        await Assertions.Expect(plan).ToContainTextAsync($"{People} people");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = $"Import {4 * People} pictures" }).ClickAsync();
        await Assertions.Expect(page.Page.Locator(".tp-captures .tp-history-pair img")).ToHaveCountAsync(4 * People, new() { Timeout = WatchedPage.Patience });
        await page.ShotAsync("journey-1-imported");
    }

    /// <summary>The first pair by the points found in both faces, then everybody of the session.</summary>
    private static async Task AlignAsync(WatchedPage page)
    {
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Align", Exact = true }).First.ClickAsync();
        await Assertions.Expect(page.Page.Locator(".tp-bench")).ToHaveAttributeAsync("data-ready", "true", new() { Timeout = WatchedPage.Patience });
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Save alignment" }).ClickAsync();
        var session = page.Page.Locator(".tp-session");
        await session.Locator("[data-everybody]").CheckAsync();
        await session.GetByRole(AriaRole.Button, new() { Name = "Apply to the session" }).ClickAsync();
        await Assertions.Expect(page.Page.GetByLabel("Saved alignment")).ToContainTextAsync("other pairs of the session");
        await page.ShotAsync("journey-2-aligned");
    }

    /// <summary>All of them at once: no spectacles.</summary>
    private static async Task LabelAsync(WatchedPage page)
    {
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Labels", Exact = true }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "glasses" }).ClickAsync();
        var cards = page.Page.Locator("[data-pair]");
        await Assertions.Expect(cards).ToHaveCountAsync(2 * People);
        await page.KeysAsync();
        await cards.First.ClickAsync();
        await cards.Last.ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await Assertions.Expect(page.Page.GetByLabel("Values", new() { Exact = true })).ToContainTextAsync($"{2 * People} chosen");
        await page.Page.Keyboard.PressAsync("1");
        foreach (var card in await cards.AllAsync())
            await Assertions.Expect(card).ToContainTextAsync("none");
        await page.ShotAsync("journey-3-labelled");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "hair colour" }).ClickAsync();
        await Assertions.Expect(page.Page.Locator("[data-invisible]")).ToContainTextAsync("only people can tell");
        await Assertions.Expect(page.Page.Locator("[data-suggest]")).ToHaveCountAsync(0); // the model has nothing to say
    }

    /// <summary>Each pair is accepted; the next one comes by itself.</summary>
    private static async Task ReviewAsync(WatchedPage page)
    {
        await page.Page.Locator(".tp-captures a.tp-history-open").First.ClickAsync();
        var review = page.Page.GetByLabel("Review", new() { Exact = true });
        var files = page.Page.Locator(".tp-file-name");
        for (var pair = 1; pair < 2 * People; pair++)
        {
            await Assertions.Expect(review).ToContainTextAsync("Nobody has reviewed this pair yet."); // the pair's own page by now
            var before = await files.InnerTextAsync();
            await Accept().ClickAsync();
            await Assertions.Expect(files).Not.ToHaveTextAsync(before);
        }
        await Accept().ClickAsync();
        await Assertions.Expect(review).ToContainTextAsync("Accepted");
        await page.ShotAsync("journey-4-reviewed");

        ILocator Accept() => review.GetByRole(AriaRole.Button, new() { Name = "Accept" });
    }

    /// <summary>Three parts without a person in two of them, shown before it is frozen.</summary>
    private static async Task FreezeAsync(WatchedPage page)
    {
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Versions", Exact = true }).ClickAsync();
        await page.Page.GetByLabel("Validation, % of pairs").FillAsync("20");
        await page.Page.GetByLabel("Test, % of pairs").FillAsync("20");
        await page.Page.GetByLabel("Only pairs that a reviewer accepted").CheckAsync();
        var parts = page.Page.Locator(".tp-versions table tbody tr");
        await Assertions.Expect(parts.Filter(new() { HasText = "test" })).ToContainTextAsync("2", new() { Timeout = WatchedPage.Patience });
        await page.ShotAsync("journey-5-split");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Freeze a version" }).ClickAsync();
        var versions = page.Page.GetByLabel("Frozen versions");
        await Assertions.Expect(versions).ToContainTextAsync("train 6, validation 2, test 2 pairs", new() { Timeout = WatchedPage.Patience });
        await Assertions.Expect(versions).ToContainTextAsync("parts apart");
        await page.ShotAsync("journey-6-frozen");
        await versions.GetByRole(AriaRole.Link, new() { Name = "Version 1" }).ClickAsync();
        await Assertions.Expect(page.Page.Locator("h1")).ToContainTextAsync("Version 1");
        await page.ShotAsync("journey-7-version");
    }

    /// <summary>Some rendered people as a camera leaves them: corridor/PERSON/thermal/N.png and corridor/PERSON/rgb/N.jpg.</summary>
    private void Unpack()
    {
        using var zip = ZipFile.OpenRead(Path.Combine(AppContext.BaseDirectory, "Demo", "rendered-faces.zip"));
        foreach (var entry in zip.Entries.Where(e => e.FullName.Contains("/person", StringComparison.Ordinal)))
        {
            var (kind, file) = (entry.FullName.Split('/')[0], entry.Name); // thermal/person01-1.png
            var (person, number) = (file.Split('-')[0], file.Split('-')[1]);
            if (int.Parse(person["person".Length..], System.Globalization.CultureInfo.InvariantCulture) > People) continue;
            var target = Path.Combine(_folder, "corridor", person, kind == "visible" ? "rgb" : kind, number);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            entry.ExtractToFile(target);
        }
    }
}
