using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ThermalPortal.Web.Tests.Security;

public sealed class EndpointRulesTests(PortalFixture portal)
{
    // The only things anybody may have without an account.
    private static readonly string[] _open = ["/health/", "/sign-in", "/setup", "/error", "/openapi/", "/scalar", "/css/", "/js/", "/samples/", "/favicon", "/_content/", "/_framework/"];

    [Fact]
    public void EveryEndpoint_NamesARuleOrSaysItIsOpen()
    {
        var endpoints = portal.Portal.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        Assert.True(endpoints.Count > 20);
        var unruled = endpoints
            .Where(e => e.Metadata.GetMetadata<IAuthorizeData>() is null && e.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Select(e => e.RoutePattern.RawText);
        Assert.Empty(unruled);
    }

    [Fact]
    public void OpenEndpoints_AreTheListedOnes()
    {
        var open = portal.Portal.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/'))
            .Where(path => !_open.Any(start => path.StartsWith(start, StringComparison.Ordinal)));
        Assert.Empty(open);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/history")]
    [InlineData("/models")]
    [InlineData("/datasets/trash")]
    [InlineData("/account")]
    public async Task Page_WithoutSession_LeadsToSignIn(string path)
    {
        using var client = portal.Anonymous();
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(System.Net.HttpStatusCode.Redirect, response.StatusCode);
        Assert.Contains("/sign-in", response.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("/health/ready")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/scalar/")]
    [InlineData("/css/tokens.css")]
    public async Task OpenAddress_WithoutSession_Answers(string path)
    {
        using var client = portal.Anonymous();
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
    }
}
