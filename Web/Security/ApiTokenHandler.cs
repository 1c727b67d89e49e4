using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Web.Security;

/// <summary><c>Authorization: Bearer tp_…</c></summary>
internal sealed class ApiTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TokenQueries tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";
    private const string Prefix = SchemeName + " ";

    /// <summary>Whether the request brings a token at all.</summary>
    public static bool Carries(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Carries(Request)) return AuthenticateResult.NoResult();
        var text = Request.Headers.Authorization.ToString()[Prefix.Length..].Trim();
        if (await tokens.FindAsync(text, Context.RequestAborted) is not { } owner)
            return AuthenticateResult.Fail("The token is unknown, revoked or expired.");
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, owner.Scope.UserId.ToString()), new(PortalClaims.TeamId, owner.Scope.TeamId.ToString())], Scheme.Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }
}
