using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Data;

/// <summary>The two ways to open a context: for one team, or (workers and sign-in only) for nobody.</summary>
internal static class ScopedContexts
{
    /// <summary>A context that sees and writes rows of <paramref name="scope"/>'s team only.</summary>
    public static async Task<PortalDbContext> ForTeamAsync(
        this IDbContextFactory<PortalDbContext> contexts, TeamScope scope, CancellationToken cancellationToken)
    {
        if (scope.TeamId == Guid.Empty) throw new ArgumentException("The scope names no team.", nameof(scope));
        var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Scope = scope;
        return db;
    }
}
