using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Data.Models;

/// <summary>Models a team can use: its own and the shipped ones.</summary>
public sealed class ModelQueries(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    /// <summary>Default first, then newest first.</summary>
    public async Task<IReadOnlyList<ModelVersion>> ListAsync(TeamScope scope, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return await Ordered(db).ToListAsync(cancellationToken);
    }

    /// <summary>Null: no such model for this team.</summary>
    public async Task<ModelVersion?> FindAsync(TeamScope scope, Guid modelId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return await db.ModelVersions.AsNoTracking().SingleOrDefaultAsync(m => m.Id == modelId, cancellationToken);
    }

    /// <summary>
    /// A model by what people write: its id, name (newest version), <c>name@version</c> or the start of its SHA-256 (8 digits or more);
    /// null or empty: the default. Null result: no such model for this team.
    /// </summary>
    public async Task<ModelVersion?> ResolveAsync(TeamScope scope, string? text, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        if (string.IsNullOrWhiteSpace(text)) return await Ordered(db).FirstOrDefaultAsync(cancellationToken);
        if (Guid.TryParse(text, out var id)) return await Ordered(db).SingleOrDefaultAsync(m => m.Id == id, cancellationToken);
        var at = text.LastIndexOf('@');
        var (name, version) = at > 0 ? (text[..at], text[(at + 1)..]) : (text, null);
        var hash = text.Length >= 8 ? text.ToLowerInvariant() : "-";
        return await db.ModelVersions.AsNoTracking()
            .Where(m => (m.Name == name && (version == null || m.Version == version)) || m.Sha256.StartsWith(hash))
            .OrderByDescending(m => m.CreatedAt)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>
    /// Makes the shipped model of this release known to all teams and the default; the same SHA-256 again only updates folder and card.
    /// </summary>
    public async Task<ModelVersion> RegisterShippedAsync(ModelRegistration model, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var row = await UpsertAsync(db, null, model, cancellationToken);
        await db.ModelVersions.Where(m => m.TeamId == null)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.IsDefault, m => m.Id == row.Id), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return await db.ModelVersions.AsNoTracking().SingleAsync(m => m.Id == row.Id, cancellationToken);
    }

    /// <summary>Adds a model of the team's own, not as default; the same SHA-256 again only updates folder and card.</summary>
    public async Task<ModelVersion> RegisterAsync(TeamScope scope, ModelRegistration model, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return await UpsertAsync(db, scope.TeamId, model, cancellationToken);
    }

    private static IOrderedQueryable<ModelVersion> Ordered(PortalDbContext db) =>
        db.ModelVersions.AsNoTracking().OrderByDescending(m => m.IsDefault).ThenByDescending(m => m.CreatedAt);

    private async Task<ModelVersion> UpsertAsync(PortalDbContext db, Guid? teamId, ModelRegistration model, CancellationToken cancellationToken)
    {
        var (id, now) = (Guid.CreateVersion7(), time.GetUtcNow());
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO model_versions (id, team_id, name, version, sha256, folder, options_json, card_markdown, created_at, is_default)
            VALUES ({id}, {teamId}::uuid, {model.Name}, {model.Version}, {model.Sha256}, {model.Folder}, {model.OptionsJson}::jsonb, {model.CardMarkdown}, {now}, false)
            ON CONFLICT (team_id, sha256) DO UPDATE SET folder = excluded.folder, card_markdown = excluded.card_markdown
            """,
            cancellationToken);
        return await db.ModelVersions.AsNoTracking().SingleAsync(m => m.TeamId == teamId && m.Sha256 == model.Sha256, cancellationToken);
    }
}
