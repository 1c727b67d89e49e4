using Microsoft.EntityFrameworkCore;
using Npgsql;
using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Data.Translations;

/// <summary>Previews of pictures in the making: written by the worker under its lease, watched by the team.</summary>
public sealed class LivePreviews(IDbContextFactory<PortalDbContext> contexts, NpgsqlDataSource database)
{
    /// <summary>Which pictures of a run have a preview just now; ask again when the run's progress changes.</summary>
    public async Task<IReadOnlyList<LivePreviewStep>> ListAsync(TeamScope scope, Guid runId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return await db.LivePreviews.Where(p => p.RunId == runId).OrderBy(p => p.InputId)
            .Select(p => new LivePreviewStep(p.InputId, p.Step)).ToListAsync(cancellationToken);
    }

    /// <summary>The PNG; null: none just now, or not of this team.</summary>
    public async Task<byte[]?> FindAsync(TeamScope scope, Guid inputId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return await db.LivePreviews.Where(p => p.InputId == inputId).Select(p => p.Png).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Worker: puts a preview in the place of the one before. False: lease lost, or the picture is done; nothing written.</summary>
    public async Task<bool> SaveAsync(RunLease lease, Guid inputId, int step, byte[] png, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            INSERT INTO live_previews (input_id, team_id, run_id, step, png)
            SELECT i.id, r.team_id, r.id, @step, @png FROM translation_runs r JOIN translation_inputs i ON i.run_id = r.id
            WHERE r.id = @id AND r.epoch = @epoch AND r.team_id = @team AND r.state IN ('Starting', 'Running')
              AND i.id = @input AND i.state IN ('Waiting', 'Running')
            ON CONFLICT (input_id) DO UPDATE SET step = excluded.step, png = excluded.png
            """);
        command.WithLease(lease).With("team", lease.Scope.TeamId).With("input", inputId).With("step", step).With("png", png);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }
}
