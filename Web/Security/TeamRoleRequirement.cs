using Microsoft.AspNetCore.Authorization;
using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Web.Security;

/// <summary>Membership of the session's team with at least this role, as the database says it now.</summary>
internal sealed record TeamRoleRequirement(TeamRole Least) : IAuthorizationRequirement;
