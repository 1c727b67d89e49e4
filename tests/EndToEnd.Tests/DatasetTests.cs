using System.Text.RegularExpressions;

namespace ThermalPortal.EndToEnd.Tests;

/// <summary>A dataset from nothing to pairs, as a newcomer would.</summary>
public sealed class DatasetTests(BrowserFixture browser) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dataset-").FullName;

    [Fact]
    public async Task Dataset_CreatedAndFilled_ShowsPairsAndLetsThemBeChanged()
    {
        var name = $"Night walk {Guid.NewGuid().ToString("N")[..6]}";
        Write("study/eva/thermal/1.png", 1);
        Write("study/eva/rgb/1.png", 2);
        Write("study/ian/thermal/1.png", 3);
        Write("study/ian/rgb/1.png", 4);
        Write("study/ian/thermal/2.png", 5);
        Write("study/ian/rgb/3.png", 6);
        File.WriteAllText(Path.Combine(_folder, "study", "notes.txt"), "not a picture");
        await using var page = await browser.NewPageAsync();
        await page.OpenAsync("/datasets");
        await page.Page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.Page.GetByLabel("Licence, source, purpose").FillAsync("Renders of our own.");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await Assertions.Expect(page.Page.Locator("h1")).ToHaveTextAsync(name);

        await page.ChooseAsync("input[webkitdirectory]", Path.Combine(_folder, "study"));
        var plan = page.Page.GetByLabel("Import", new() { Exact = true });
        await Assertions.Expect(plan).ToContainTextAsync("This would be created", new() { Timeout = WatchedPage.Patience });
        await Assertions.Expect(plan).ToContainTextAsync("2 pairs");
        await Assertions.Expect(plan).ToContainTextAsync("2 people");
        await Assertions.Expect(plan).ToContainTextAsync("1 refused");
        await page.ShotAsync("dataset-plan");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Import 6 pictures" }).ClickAsync();
        var list = page.Page.Locator(".tp-captures");
        await Assertions.Expect(list).ToContainTextAsync("study/ian/thermal/1.png", new() { Timeout = WatchedPage.Patience });
        await Assertions.Expect(list).ToContainTextAsync("by name");
        await Assertions.Expect(list.Locator(".tp-history-pair img")).ToHaveCountAsync(4, new() { Timeout = WatchedPage.Patience }); // made in the background
        await page.ShotAsync("dataset-pairs");
        await ImportSteps.ReportAsync(page);
        await LookAsync(page, list);
        await LabelAsync(page);

        await list.GetByText("Take apart").First.ClickAsync();
        await page.Page.GetByText("Unpaired 4").ClickAsync();
        await list.GetByText("study/ian/thermal/2.png").WaitForAsync();
        await Row("study/ian/thermal/2.png").GetByRole(AriaRole.Button).ClickAsync();
        await Row("study/ian/rgb/3.png").GetByText("With this").ClickAsync();
        await Assertions.Expect(page.Page.GetByText("Paired by hand.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Link, new() { Name = "Pairs 2" })).ToBeVisibleAsync();
        await page.ShotAsync("dataset-unpaired", whole: false);
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Pairs 2" }).ClickAsync();
        await Row("study/ian/thermal/2.png").GetByRole(AriaRole.Checkbox).CheckAsync();
        await page.Page.GetByLabel("Person shown").FillAsync("Zoe");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "This is the person" }).ClickAsync();
        await Assertions.Expect(Row("study/ian/thermal/2.png")).ToContainTextAsync("Zoe");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "People 3" }).ClickAsync();
        await PeopleSteps.MergeAndUndoAsync(page);
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Versions", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Page.Locator(".tp-table tbody tr").First).ToContainTextAsync("2");
        await page.Page.GetByLabel("Note", new() { Exact = true }).FillAsync("first look");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Freeze a version" }).ClickAsync();
        await Assertions.Expect(page.Page.GetByText("Version 1 is frozen.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Page.GetByLabel("Frozen versions")).ToContainTextAsync("first look");
        await page.ShotAsync("dataset-versions");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync(); // the consent, without which nothing leaves
        await Assertions.Expect(page.Page.GetByText("Nobody says at present")).Not.ToBeVisibleAsync();
        await ExportSteps.MakeAndFetchAsync(page);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Freeze a version" }).ClickAsync();
        await Assertions.Expect(page.Page.GetByText("Nothing has changed since version 1.")).ToBeVisibleAsync();
        page.AssertNoErrors();

        await using var phone = await browser.NewPageAsync(390, 844, true);
        await phone.OpenAsync(new Uri(page.Page.Url).AbsolutePath);
        await phone.ShotAsync("dataset-390");
        Assert.True(await phone.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth") <= 0);
        await TrashAsync(page, list, name);

        ILocator Row(string path) => list.Locator("li").Filter(new() { HasText = path });
    }

    /// <summary>Looks for a path, then puts the dataset into the trash and takes it out again.</summary>
    private static async Task TrashAsync(WatchedPage page, ILocator list, string name)
    {
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Pairs 2" }).ClickAsync();
        await page.Page.GetByLabel("Search the pictures").FillAsync("EVA/");
        await Assertions.Expect(page.Page).ToHaveURLAsync(new Regex("text=EVA"));
        await Assertions.Expect(list).ToContainTextAsync("Nothing matches.", new() { Timeout = WatchedPage.Patience }); // that pair was taken apart
        await page.OpenAsync(new Uri(page.Page.Url).AbsolutePath); // at the top, without the words of what was done before
        await page.Page.GetByLabel("More about this dataset").ClickAsync();
        await page.Page.GetByText("Move to the trash").ClickAsync();
        await page.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Move to the trash" }).ClickAsync();
        await page.AtAsync("/datasets");
        await Assertions.Expect(page.Page.GetByText(name)).Not.ToBeVisibleAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Trash" }).ClickAsync();
        var trashed = page.Page.GetByLabel("Trash", new() { Exact = true }).Locator("li").Filter(new() { HasText = name });
        await Assertions.Expect(trashed).ToContainTextAsync("30 days left");
        await page.ShotAsync("trash");
        await trashed.GetByRole(AriaRole.Button, new() { Name = "Restore" }).ClickAsync();
        await Assertions.Expect(page.Page.GetByText($"{name} is back.")).ToBeVisibleAsync();
        page.AssertNoErrors();
    }

    /// <summary>Opens the first pair in the viewer, reads a temperature, recolours, locks the range, goes on by keyboard.</summary>
    private static async Task LookAsync(WatchedPage page, ILocator list)
    {
        await list.Locator("a.tp-history-open").First.ClickAsync();
        var viewer = page.Page.Locator(".tp-viewer");
        await Assertions.Expect(viewer).ToHaveAttributeAsync("data-ready", "true", new() { Timeout = WatchedPage.Patience });
        var canvas = viewer.Locator("canvas[data-thermal]");
        var colour = await MiddleAsync(canvas);
        await viewer.GetByLabel("Palette").SelectOptionAsync("white hot");
        await Assertions.Expect(viewer).ToHaveAttributeAsync("data-redraw", new Regex(@"^\d"));
        await page.Page.WaitForFunctionAsync("before => { const c = document.querySelector('canvas[data-thermal]'); return c.getContext('2d').getImageData(c.width / 2, c.height / 2, 1, 1).data.join() !== before; }", colour);
        await viewer.GetByLabel("Tool").SelectOptionAsync("spot");
        await canvas.ClickAsync();
        var reading = viewer.Locator("[data-readings] tr");
        await Assertions.Expect(reading).ToHaveCountAsync(1);
        await Assertions.Expect(reading.First).ToContainTextAsync("°C");
        await viewer.GetByLabel("Same range for every picture").CheckAsync();
        var automatic = await viewer.Locator("[data-low]").TextContentAsync();
        await viewer.Locator("canvas[data-scale]").FocusAsync();
        await page.Page.Keyboard.PressAsync("ArrowUp"); // more span
        await Assertions.Expect(viewer.Locator("[data-low]")).Not.ToHaveTextAsync(automatic!); // drawn with the next frame
        var low = await viewer.Locator("[data-low]").TextContentAsync();
        await page.ShotAsync("viewer");
        await viewer.FocusAsync();
        await page.Page.Keyboard.PressAsync("PageDown");
        await Assertions.Expect(page.Page.Locator("h1")).ToHaveTextAsync("ian");
        await Assertions.Expect(viewer).ToHaveAttributeAsync("data-ready", "true");
        await Assertions.Expect(viewer.Locator("[data-low]")).ToHaveTextAsync(low!); // the same colours mean the same degrees
        await viewer.GetByLabel("View").SelectOptionAsync("slider");
        await page.ShotAsync("viewer-slider");
        await page.Page.SetViewportSizeAsync(390, 844);
        await viewer.GetByLabel("View").SelectOptionAsync("side");
        await page.ShotAsync("viewer-390");
        Assert.True(await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth") <= 0);
        await page.Page.SetViewportSizeAsync(1280, 900);
        await page.Page.Locator("h1").ClickAsync();
        await page.Page.Keyboard.PressAsync("a"); // it is the last one: it stays
        var review = page.Page.GetByLabel("Review", new() { Exact = true });
        await Assertions.Expect(review).ToContainTextAsync("Accepted");
        await page.ShotAsync("viewer-accepted");
        await page.Page.Keyboard.PressAsync("o");
        await Assertions.Expect(review).ToContainTextAsync("Opened again");
        await page.Page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(page.Page.Locator("h1")).ToHaveTextAsync("eva");
        await page.Page.GetByText("Back to the dataset").ClickAsync();
    }

    /// <summary>Labels both pairs by keyboard alone, takes one back, and returns to the dataset.</summary>
    private static async Task LabelAsync(WatchedPage page)
    {
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Labels", Exact = true }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "glasses" }).ClickAsync();
        var cards = page.Page.Locator("[data-pair]");
        await page.KeysAsync();
        await cards.First.ClickAsync();
        await Assertions.Expect(cards.First).ToHaveAttributeAsync("aria-pressed", "true");
        await page.Page.Keyboard.PressAsync("2");
        await Assertions.Expect(cards.First).ToContainTextAsync("clear");
        await Assertions.Expect(cards.Nth(1)).ToHaveAttributeAsync("aria-pressed", "true"); // the next one follows
        await page.Page.Keyboard.PressAsync("Shift+ArrowLeft");
        await Assertions.Expect(page.Page.GetByLabel("Values", new() { Exact = true })).ToContainTextAsync("2 chosen");
        await page.Page.Keyboard.PressAsync("3");
        await Assertions.Expect(cards.Nth(1)).ToContainTextAsync("sun");
        await page.ShotAsync("labels");
        await page.Page.Keyboard.PressAsync("Control+z");
        await Assertions.Expect(cards.Nth(1)).ToContainTextAsync("no label");
        await Assertions.Expect(cards.First).ToContainTextAsync("clear");
        await page.Page.SetViewportSizeAsync(390, 844);
        await page.ShotAsync("labels-390");
        Assert.True(await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth") <= 0);
        await page.Page.SetViewportSizeAsync(1280, 900);
        await page.Page.GoBackAsync();
        await page.Page.GoBackAsync();
    }

    private static Task<string> MiddleAsync(ILocator canvas) =>
        canvas.EvaluateAsync<string>("c => c.getContext('2d').getImageData(c.width / 2, c.height / 2, 1, 1).data.join()");

    [Fact]
    public async Task Dataset_ThatIsNotThere_SaysSo()
    {
        await using var page = await browser.NewPageAsync();
        await page.OpenAsync($"/datasets/{Guid.NewGuid()}");
        await Assertions.Expect(page.Page.Locator("h1")).ToHaveTextAsync("There is no such dataset");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string path, int sample)
    {
        var file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "samples", $"{sample:00}.png"), file);
    }
}
