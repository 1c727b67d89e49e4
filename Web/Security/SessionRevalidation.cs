using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Web.Security;

/// <summary>Asks every minute whether an open page's user still exists, with the same security stamp and team.</summary>
internal sealed class SessionRevalidation(ILoggerFactory logger, IServiceScopeFactory scopes, AccountQueries accounts)
    : RevalidatingServerAuthenticationStateProvider(logger)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        var principal = authenticationState.User;
        if (await users.GetUserAsync(principal) is not { } user || !principal.HasClaim(c => c.Type == PortalClaims.TeamId)) return false;
        var stamp = principal.FindFirstValue(users.Options.ClaimsIdentity.SecurityStampClaimType);
        return stamp == await users.GetSecurityStampAsync(user) && await accounts.RoleAsync(principal.Scope(), cancellationToken) is not null;
    }
}
