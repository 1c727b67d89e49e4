using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Web.Security;

/// <summary>Asks the database for the role at each decision: a role taken away ends the right at once, cookie or not.</summary>
internal sealed class TeamRoleHandler(AccountQueries accounts) : AuthorizationHandler<TeamRoleRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, TeamRoleRequirement requirement)
    {
        if (!context.User.HasClaim(c => c.Type == PortalClaims.TeamId) || !context.User.HasClaim(c => c.Type == ClaimTypes.NameIdentifier)) return;
        var cancellation = (context.Resource as HttpContext)?.RequestAborted ?? CancellationToken.None;
        if (await accounts.RoleAsync(context.User.Scope(), cancellation) is { } role && role >= requirement.Least) context.Succeed(requirement);
    }
}
