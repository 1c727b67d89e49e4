namespace ThermalPortal.EndToEnd.Tests;

/// <summary>A running portal, set up by its own link as a newcomer does it, and a browser. Without Chromium the tests fail: they are the ones that see the product.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    internal const string Email = "ada@example.org", Password = "a short sentence";
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string? _session;

    internal PortalProcess Portal { get; private set; } = null!;

    /// <summary><c>artifacts/screenshots</c>.</summary>
    internal string Artifacts { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "screenshots"));

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Artifacts);
        Portal = PortalProcess.Start(PortalProcess.BuiltBeside(), attended: true);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium(), Headless = true,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
        Assertions.SetDefaultExpectTimeout(20_000); // other tests train models on the same cores
        await SetUpAsync(await SetUpLinkAsync());
    }

    /// <summary>A page of a new window, signed in; its errors fail the test that asks for them.</summary>
    internal async Task<WatchedPage> NewPageAsync(int width = 1280, int height = 800, bool dark = false)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = Portal.Address.ToString(), ViewportSize = new() { Width = width, Height = height }, StorageState = _session,
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
        });
        context.SetDefaultTimeout(60_000);
        return new WatchedPage(await context.NewPageAsync(), Artifacts);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        await File.WriteAllLinesAsync(Path.Combine(Artifacts, "portal.log"), Portal.Lines);
        await Portal.DisposeAsync();
    }

    private static string Chromium() => new[] { Environment.GetEnvironmentVariable("CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }
        .FirstOrDefault(File.Exists) ?? throw new FileNotFoundException("These tests need Chromium: install it (Debian: apt-get install chromium) or name its program in CHROMIUM.");

    private async Task<string> SetUpLinkAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            if (Portal.Lines.FirstOrDefault(l => l.Contains("/setup?token=", StringComparison.Ordinal)) is { } line) return line[line.IndexOf("http", StringComparison.Ordinal)..].Trim();
            if (Portal.HasEnded || patience.IsCancellationRequested) throw new InvalidOperationException("The portal did not start:\n" + string.Join('\n', Portal.Lines));
            await Task.Delay(100, CancellationToken.None);
        }
    }

    private async Task SetUpAsync(string link)
    {
        await using var page = await NewPageAsync();
        await page.Page.GotoAsync(link);
        await page.ShotAsync("set-up");
        await page.Page.FillAsync("#name", "Ada");
        await page.Page.FillAsync("#email", Email);
        await page.Page.FillAsync("#password", Password);
        await page.Page.ClickAsync("button[type=submit]");
        await page.Page.WaitForSelectorAsync(".tp-shell");
        _session = await page.Page.Context.StorageStateAsync();
    }
}
