using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Tests.Security;

public sealed class SetUpTests(PortalFixture portal)
{
    [Fact]
    public async Task SetUp_WithTheLink_MakesTheFirstAccountOnce()
    {
        await using var own = await portal.NewPortalAsync();
        using var client = own.CreateClient(new() { AllowAutoRedirect = false });
        var link = new Uri($"/setup?token={own.Services.GetRequiredService<SetupLink>().Token}", UriKind.Relative);
        var page = await client.GetStringAsync(link);
        using var form = new FormUrlEncodedContent(
        [
            new("_handler", "set-up"), new("__RequestVerificationToken", SignInTests.RequestToken(page)), new("Input.Name", "Ada"),
            new("Input.Email", "ada@example.org"), new("Input.Password", "a short sentence"), new("Input.Team", "Optics"),
        ]);
        using var made = await client.PostAsync(link, form);
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(link)).StatusCode);
    }

    [Theory]
    [InlineData("/setup")]
    [InlineData("/setup?token=guess")]
    public async Task SetUp_WithoutTheLink_Answers404(string path)
    {
        await using var own = await portal.NewPortalAsync();
        using var client = own.CreateClient();
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri(path, UriKind.Relative))).StatusCode);
    }

    [Fact]
    public void AdminOptions_EverythingWrong_NamesEveryKey()
    {
        var errors = string.Join(' ', new AdminOptions { Email = "ada", Password = "short", ApiToken = "x" }.Validate());
        Assert.All(["Portal:Admin:Email", "Portal:Admin:Password", "Portal:Admin:ApiToken"], key => Assert.Contains(key, errors));
        Assert.Empty(new AdminOptions().Validate());
    }

    [Theory]
    [InlineData("/?run=1", "/?run=1")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData(null, "/")]
    public void LocalUrl_LeadsOnlyInside(string? url, string expected) => Assert.Equal(expected, LocalUrl.OrHome(url));
}
