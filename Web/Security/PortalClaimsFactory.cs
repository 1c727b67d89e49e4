using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Web.Security;

/// <summary>Puts the user's first team into the session.</summary>
internal sealed class PortalClaimsFactory(
    UserManager<PortalUser> users, RoleManager<IdentityRole<Guid>> roles, IOptions<IdentityOptions> options, AccountQueries accounts)
    : UserClaimsPrincipalFactory<PortalUser, IdentityRole<Guid>>(users, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(PortalUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        var identity = await base.GenerateClaimsAsync(user);
        var teams = await accounts.MembershipsOfAsync(user.Id, CancellationToken.None);
        if (teams.Count > 0) identity.AddClaim(new Claim(PortalClaims.TeamId, teams[0].TeamId.ToString()));
        return identity;
    }
}
