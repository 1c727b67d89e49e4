using Microsoft.EntityFrameworkCore;

namespace ThermalPortal.Data.Accounts;

/// <summary>Teams and who belongs to them. Users themselves are kept by ASP.NET Core Identity.</summary>
public sealed class AccountQueries(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    /// <summary>Whether anybody has an account; false = first run.</summary>
    public async Task<bool> AnyUserAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Users.AnyAsync(cancellationToken);
    }

    /// <summary>The teams of a user, oldest membership first: at sign-in, before a scope exists.</summary>
    public async Task<IReadOnlyList<TeamMembership>> MembershipsOfAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Memberships.IgnoreQueryFilters([PortalDbContext.TeamFilter])
            .Where(m => m.UserId == userId)
            .OrderBy(m => m.CreatedAt).ThenBy(m => m.TeamId)
            .Join(db.Teams, m => m.TeamId, t => t.Id, (m, t) => new TeamMembership(t.Id, t.Name, m.Role))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Makes a team with <paramref name="ownerId"/> as its administrator.</summary>
    public async Task<TeamScope> CreateTeamAsync(string name, Guid ownerId, CancellationToken cancellationToken)
    {
        var team = new Team { Name = name, CreatedAt = time.GetUtcNow() };
        var scope = new TeamScope(team.Id, ownerId);
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        db.Teams.Add(team);
        db.Memberships.Add(new Membership { UserId = ownerId, Role = TeamRole.TeamAdmin, CreatedAt = team.CreatedAt });
        await db.SaveChangesAsync(cancellationToken);
        return scope;
    }

    /// <summary>The acting user's role as it is now; null: not a member (any more). Ask before each write.</summary>
    public async Task<TeamRole?> RoleAsync(TeamScope scope, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return await db.Memberships.Where(m => m.UserId == scope.UserId).Select(m => (TeamRole?)m.Role).SingleOrDefaultAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<TeamMember>> MembersAsync(TeamScope scope, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return await db.Memberships.OrderBy(m => m.CreatedAt)
            .Join(db.Users, m => m.UserId, u => u.Id, (m, u) => new TeamMember(u.Id, u.DisplayName, u.Email, m.Role))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Adds the account with this e-mail address to the team. False: no such account, or a member already.</summary>
    public async Task<bool> AddMemberAsync(TeamScope scope, string email, TeamRole role, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var normalized = email.Trim().ToUpperInvariant();
        var user = await db.Users.Where(u => u.NormalizedEmail == normalized).Select(u => (Guid?)u.Id).SingleOrDefaultAsync(cancellationToken);
        if (user is not { } userId || await db.Memberships.AnyAsync(m => m.UserId == userId, cancellationToken)) return false;
        db.Memberships.Add(new Membership { UserId = userId, Role = role, CreatedAt = time.GetUtcNow() });
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    /// <summary>Changes a member's role. False: no member.</summary>
    public async Task<bool> SetRoleAsync(TeamScope scope, Guid userId, TeamRole role, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return await db.Memberships.Where(m => m.UserId == userId)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.Role, role), cancellationToken) > 0;
    }

    /// <summary>False: was no member.</summary>
    public async Task<bool> RemoveMemberAsync(TeamScope scope, Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return await db.Memberships.Where(m => m.UserId == userId).ExecuteDeleteAsync(cancellationToken) > 0;
    }
}
