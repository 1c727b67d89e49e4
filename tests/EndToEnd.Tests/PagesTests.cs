namespace ThermalPortal.EndToEnd.Tests;

/// <summary>Every page, in both lights and both widths, opens without an error and fits its window.</summary>
public sealed class PagesTests(BrowserFixture browser)
{
    [Theory]
    [InlineData("/", "translate")]
    [InlineData("/history", "history")]
    [InlineData("/datasets", "datasets")]
    [InlineData("/datasets/trash", "trash")]
    [InlineData("/models", "models")]
    [InlineData("/account", "account")]
    public async Task Page_InEveryLightAndWidth_OpensCleanAndFits(string path, string name)
    {
        foreach (var (width, height, dark) in new[] { (1280, 800, false), (1280, 800, true), (390, 844, false), (390, 844, true) })
        {
            await using var page = await browser.NewPageAsync(width, height, dark);
            await page.OpenAsync(path);
            Assert.Equal(dark ? "dark" : "light", await page.Page.Locator("html").GetAttributeAsync("data-theme"));
            await page.ShotAsync($"{name}-{width}-{(dark ? "dark" : "light")}", whole: false);
            var overflow = await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth");
            Assert.True(overflow <= 0, $"{path} is {overflow} px too wide at {width}.");
            page.AssertNoErrors();
        }
    }

    [Fact]
    public async Task Token_Made_WorksUntilRevoked()
    {
        await using var page = await browser.NewPageAsync();
        await page.OpenAsync("/account");
        await page.Page.GetByLabel("Name, such as the program's").FillAsync("notebook");
        await page.Page.GetByText("Make a token").ClickAsync();
        var token = await page.Page.Locator("[data-token]").InnerTextAsync();
        using var client = new HttpClient { BaseAddress = browser.Portal.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        Assert.True((await client.GetAsync(new Uri("/api/v1/models", UriKind.Relative), TestContext.Current.CancellationToken)).IsSuccessStatusCode);

        await page.Page.GetByText("Revoke", new() { Exact = true }).First.ClickAsync();
        await page.Page.GetByRole(AriaRole.Dialog).GetByText("Revoke", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(page.Page.GetByText("No tokens yet.")).ToBeVisibleAsync();
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await client.GetAsync(new Uri("/api/v1/models", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
        page.AssertNoErrors();
    }

    [Fact]
    public async Task Light_ChosenByHand_StaysOverAReload()
    {
        await using var page = await browser.NewPageAsync();
        await page.OpenAsync("/models");
        await page.Page.GetByLabel("Light or dark").FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.GetByText("Dark", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(page.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await page.OpenAsync("/models");
        await Assertions.Expect(page.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        page.AssertNoErrors();
    }

    [Fact]
    public async Task SignOut_ThenSignIn_ComesBackToThePage()
    {
        await using var page = await browser.NewPageAsync();
        await page.OpenAsync("/models");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Account" }).ClickAsync();
        await page.Page.GetByText("Sign out").ClickAsync();
        await page.AtAsync("/sign-in");
        await page.ShotAsync("sign-in");
        await page.Page.GotoAsync("/models");
        await page.Page.FillAsync("#email", BrowserFixture.Email);
        await page.Page.FillAsync("#password", BrowserFixture.Password);
        await page.Page.ClickAsync("button[type=submit]");
        await Assertions.Expect(page.Page.Locator(".tp-page-head h1")).ToHaveTextAsync("Models");
        await page.AtAsync("/models");
    }
}
