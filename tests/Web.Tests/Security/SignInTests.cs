using System.Net;
using System.Text.RegularExpressions;

namespace ThermalPortal.Web.Tests.Security;

public sealed partial class SignInTests(PortalFixture portal)
{
    private const string Email = "ada@example.org", Password = "correct horse", Token = "tp_0123456789012345678901234567890123456789abc";

    [Fact]
    public async Task SignIn_ConfiguredAdmin_OpensPagesAndSignOutCloses()
    {
        await using var own = await AdminPortalAsync();
        using var client = own.CreateClient(new() { AllowAutoRedirect = false });
        Assert.Equal(HttpStatusCode.Redirect, (await SignInAsync(client, Email, Password)).StatusCode);
        using var page = await client.GetAsync(new Uri("/", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);

        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", RequestToken(await page.Content.ReadAsStringAsync()))]);
        using var left = await client.PostAsync("/account/sign-out", form);
        Assert.Equal(HttpStatusCode.Redirect, left.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync(new Uri("/", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task SignIn_ConfiguredToken_Works()
    {
        await using var own = await AdminPortalAsync();
        using var client = own.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/api/v1/models", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task SignIn_WrongFiveTimes_IsSlowedDown()
    {
        await using var own = await AdminPortalAsync();
        using var client = own.CreateClient(new() { AllowAutoRedirect = false });
        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var wrong = await SignInAsync(client, Email, "wrong password");
            Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
            Assert.Contains("wrong", await wrong.Content.ReadAsStringAsync());
        }

        using var slowed = await SignInAsync(client, Email, Password);
        Assert.Equal(HttpStatusCode.TooManyRequests, slowed.StatusCode);
        Assert.NotNull(slowed.Headers.RetryAfter);
    }

    [Fact]
    public async Task SignIn_WithoutRequestToken_IsRefused()
    {
        await using var own = await AdminPortalAsync();
        using var client = own.CreateClient(new() { AllowAutoRedirect = false });
        using var form = new FormUrlEncodedContent([new("_handler", "sign-in"), new("Input.Email", Email), new("Input.Password", Password)]);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/sign-in", form)).StatusCode);
    }

    [Fact]
    public async Task Change_ByCookieWithoutRequestToken_IsRefused()
    {
        await using var own = await AdminPortalAsync();
        using var client = own.CreateClient(new() { AllowAutoRedirect = false });
        await SignInAsync(client, Email, Password);
        using var bare = await client.PostAsync("/api/v1/uploads", null);
        Assert.Equal(HttpStatusCode.BadRequest, bare.StatusCode);
        var page = await client.GetStringAsync(new Uri("/", UriKind.Relative));
        client.DefaultRequestHeaders.Add("RequestVerificationToken", RequestToken(page));
        using var proven = await client.PostAsync("/api/v1/uploads", null);
        Assert.Equal(HttpStatusCode.Created, proven.StatusCode);
    }

    [Fact]
    public async Task EveryAnswer_CarriesTheSecurityHeaders()
    {
        using var client = portal.Anonymous();
        using var response = await client.GetAsync(new Uri("/sign-in", UriKind.Relative));
        Assert.Contains("frame-ancestors 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
        Assert.DoesNotContain("unsafe-eval", Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    internal static async Task<HttpResponseMessage> SignInAsync(HttpClient client, string email, string password)
    {
        var page = await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
        using var form = new FormUrlEncodedContent(
        [
            new("_handler", "sign-in"), new("__RequestVerificationToken", RequestToken(page)), new("Input.Email", email), new("Input.Password", password),
        ]);
        return await client.PostAsync("/sign-in", form);
    }

    internal static string RequestToken(string page) => WebUtility.HtmlDecode(TokenPattern().Match(page).Groups[1].Value);

    [GeneratedRegex("name=\"request-token\" content=\"([^\"]+)\"")]
    private static partial Regex TokenPattern();

    private Task<Portal> AdminPortalAsync() => portal.NewPortalAsync(
        ("Portal:Admin:Email", Email), ("Portal:Admin:Password", Password), ("Portal:Admin:ApiToken", Token));
}
