using System.Security.Claims;
using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Web.Security;

/// <summary>What a signed-in principal carries beside Identity's own claims.</summary>
public static class PortalClaims
{
    /// <summary>The team the session acts for.</summary>
    public const string TeamId = "tp:team";

    /// <summary>Whose rows this principal may see. Call behind a policy of <see cref="Policies"/>, which requires both claims.</summary>
    public static TeamScope Scope(this ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirstValue(TeamId), out var team) && Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            ? new TeamScope(team, id)
            : throw new InvalidOperationException("The principal belongs to no team; the endpoint lacks a policy.");
}
