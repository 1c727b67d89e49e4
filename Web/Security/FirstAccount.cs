using Hangfire;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Web.Api;
using ThermalPortal.Web.Hosting;

namespace ThermalPortal.Web.Security;

/// <summary>Makes the portal's first account: by the set-up page, or from <see cref="AdminOptions"/>. Its team gets the demo dataset unless <c>Portal:Demo</c> is false.</summary>
internal sealed class FirstAccount(
    UserManager<PortalUser> users, RoleManager<IdentityRole<Guid>> roles, AccountQueries accounts, TokenQueries tokens, IBackgroundJobClient queue, IConfiguration configuration, IOptions<AdminOptions> options)
{
    /// <summary>True until somebody has an account.</summary>
    public async Task<bool> IsNeededAsync(CancellationToken cancellationToken) => !await accounts.AnyUserAsync(cancellationToken);

    /// <summary>Makes the administrator, and a first team for them.</summary>
    public async Task<(IdentityResult Result, PortalUser User)> CreateAsync(
        string email, string name, string team, string password, CancellationToken cancellationToken)
    {
        var user = new PortalUser { UserName = email, Email = email, EmailConfirmed = true, DisplayName = name };
        var result = await users.CreateAsync(user, password);
        if (!result.Succeeded) return (result, user);
        if (!await roles.RoleExistsAsync(PortalUser.AdminRole)) await roles.CreateAsync(new IdentityRole<Guid>(PortalUser.AdminRole));
        await users.AddToRoleAsync(user, PortalUser.AdminRole);
        var scope = await accounts.CreateTeamAsync(team, user.Id, cancellationToken);
        if (configuration.GetValue("Portal:Demo", true)) queue.EnqueueDemo(scope.TeamId, user.Id);
        return (result, user);
    }

    /// <summary>Unattended set-up: the configured administrator and token exist afterwards. Does nothing when none is configured.</summary>
    public async Task EnsureConfiguredAsync(CancellationToken cancellationToken)
    {
        var admin = options.Value;
        if (admin.Validate() is { Count: > 0 } errors) throw new PortalStartException(string.Join(Environment.NewLine, errors));
        if (string.IsNullOrEmpty(admin.Email) || string.IsNullOrEmpty(admin.Password)) return;
        var user = await users.FindByEmailAsync(admin.Email);
        if (user is null)
        {
            if (!await IsNeededAsync(cancellationToken)) return;
            (var result, user) = await CreateAsync(admin.Email, admin.Email, "First team", admin.Password, cancellationToken);
            if (!result.Succeeded) throw new PortalStartException("Portal:Admin: " + string.Join(" ", result.Errors.Select(e => e.Description)));
        }

        var teams = await accounts.MembershipsOfAsync(user.Id, cancellationToken);
        if (admin.ApiToken is { Length: > 0 } text && teams.Count > 0)
            await tokens.EnsureAsync(new TeamScope(teams[0].TeamId, user.Id), "Configured at start", text, cancellationToken);
    }
}
