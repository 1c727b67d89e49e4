using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace ThermalPortal.EndToEnd.Tests;

/// <summary>A page that remembers what went wrong in it.</summary>
internal sealed class WatchedPage : IAsyncDisposable
{
    /// <summary>Milliseconds a test waits for what a worker makes, who serves other tests first; what is there sooner is seen sooner.</summary>
    public const float Patience = 180_000;

    private readonly ConcurrentQueue<string> _errors = new();
    private readonly string _folder;

    public WatchedPage(IPage page, string folder)
    {
        (Page, _folder) = (page, folder);
        page.PageError += (_, error) => _errors.Enqueue(error);
        page.Console += (_, message) => { if (message.Type == "error" && !MayBeGone(message.Location)) _errors.Enqueue(message.Text); };
        page.Response += (_, response) => { if (response.Status >= 400 && !MayBeGone(response.Url)) _errors.Enqueue($"{response.Status} {response.Url}"); };
    }

    public IPage Page { get; }

    /// <summary>Opens a page of the portal and waits until its circuit is up.</summary>
    public async Task OpenAsync(string path)
    {
        await Page.GotoAsync(path);
        await Page.WaitForSelectorAsync(".tp-shell h1");
    }

    /// <summary>Opens a page anew until it shows what a worker makes.</summary>
    public async Task OpenUntilAsync(string path, ILocator made)
    {
        for (var tries = 0; tries < 60; tries++)
        {
            await OpenAsync(path);
            try
            {
                await made.WaitForAsync(new() { Timeout = 2000 });
                return;
            }
            catch (TimeoutException)
            {
                // Not yet.
            }
        }

        throw new TimeoutException($"{path} does not come to show what is waited for.");
    }

    /// <summary>Opens the first page and waits for the model, which comes a moment after the first start.</summary>
    public async Task OpenWithModelAsync()
    {
        await OpenAsync("/");
        await Assertions.Expect(Page.Locator(".tp-sample").First).ToBeEnabledAsync(new() { Timeout = Patience });
    }

    /// <summary>Waits until the address has this path, and a query that begins so. (Playwright's own WaitForURLAsync looks, then listens: what comes between is lost.)</summary>
    public Task AtAsync(string path, string query = "") =>
        Assertions.Expect(Page).ToHaveURLAsync(new Regex($@"^\w+://[^/]+{Regex.Escape(path)}{(query == "" ? @"(\?|$)" : $@"\?{query}")}"), new() { Timeout = Patience });

    /// <summary>Waits until the drop zone listens.</summary>
    public Task ReadyToTakeFilesAsync() => Assertions.Expect(Page.Locator("input[type=file]").First).ToBeEnabledAsync();

    /// <summary>Waits until the page listens to the keys of its cards.</summary>
    public Task KeysAsync() => Page.Locator("[data-keys=ready]").WaitForAsync(new() { State = WaitForSelectorState.Attached });

    /// <summary>Chooses a file, or a folder where the input takes folders.</summary>
    public async Task ChooseAsync(string input, string path)
    {
        await ReadyToTakeFilesAsync();
        await Page.Locator(input).First.SetInputFilesAsync(path);
    }

    /// <summary>Two fingers beside each other about the middle of an element, from so many pixels apart to so many.</summary>
    public async Task PinchAsync(ILocator on, int from, int to)
    {
        await on.ScrollIntoViewIfNeededAsync();
        var box = (await on.BoundingBoxAsync())!;
        var browser = await Page.Context.NewCDPSessionAsync(Page);
        Task TouchAsync(string type, int? apart) => browser.SendAsync("Input.dispatchTouchEvent", new()
        {
            ["type"] = type,
            ["touchPoints"] = apart is not { } d ? [] : new[] { -1, 1 }.Select((side, id) => new Dictionary<string, object> { ["id"] = id, ["x"] = box.X + (box.Width + side * d) / 2, ["y"] = box.Y + box.Height / 2 }).ToArray(),
        });
        await TouchAsync("touchStart", from);
        for (var step = 1; step <= 4; step++) await TouchAsync("touchMove", from + (to - from) * step / 4);
        await TouchAsync("touchEnd", null);
    }

    /// <summary>Keeps what is seen now.</summary>
    public Task ShotAsync(string name, bool whole = true) => Page.ScreenshotAsync(new() { Path = Path.Combine(_folder, name + ".png"), FullPage = whole });

    /// <summary>Fails the test when the page had any error or failed request.</summary>
    public void AssertNoErrors() => Assert.Empty(_errors);

    // A preview ends with its picture: the browser may ask a moment too late.
    private static bool MayBeGone(string url) => url.Contains("/api/v1/previews/", StringComparison.Ordinal);

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
