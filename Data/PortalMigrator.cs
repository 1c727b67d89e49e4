using Microsoft.EntityFrameworkCore;

namespace ThermalPortal.Data;

/// <summary>Brings the database to this version's tables; any number of processes may call it at once.</summary>
public sealed class PortalMigrator(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>Key of the advisory lock that lets one process migrate while the others wait.</summary>
    public const long LockKey = 0x7468_6572_6D61_6C01;

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({LockKey})", cancellationToken);
        try
        {
            await db.Database.MigrateAsync(cancellationToken);
        }
        finally
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({LockKey})", CancellationToken.None);
        }
    }
}
