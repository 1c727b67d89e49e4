using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace ThermalPortal.Data.Accounts;

/// <summary>API tokens: made, listed, revoked, and found by their text.</summary>
public sealed class TokenQueries(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    private static readonly TimeSpan _useResolution = TimeSpan.FromMinutes(1);

    /// <summary>Makes a token for the acting user: <c>tp_</c> and 43 characters (256 random bits).</summary>
    public async Task<NewToken> CreateAsync(TeamScope scope, string name, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
    {
        var text = "tp_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return new NewToken(await AddAsync(scope, name, text, expiresAt, cancellationToken), text);
    }

    /// <summary>Makes sure that exactly this text works as a token of the acting user (unattended set-up).</summary>
    public async Task EnsureAsync(TeamScope scope, string name, string text, CancellationToken cancellationToken)
    {
        var hash = HashOf(text);
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        if (await db.ApiTokens.AnyAsync(t => t.Hash == hash, cancellationToken)) return;
        await AddAsync(scope, name, text, null, cancellationToken);
    }

    /// <summary>The acting user's tokens that are not revoked, newest first.</summary>
    public async Task<IReadOnlyList<ApiToken>> ListAsync(TeamScope scope, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return await db.ApiTokens.AsNoTracking()
            .Where(t => t.UserId == scope.UserId && t.RevokedAt == null)
            .OrderByDescending(t => t.CreatedAt)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Ends one of the acting user's tokens at once. False: no such token.</summary>
    public async Task<bool> RevokeAsync(TeamScope scope, Guid tokenId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var now = time.GetUtcNow();
        return await db.ApiTokens
            .Where(t => t.Id == tokenId && t.UserId == scope.UserId && t.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.RevokedAt, now), cancellationToken) > 0;
    }

    /// <summary>Whom this text speaks for; null: unknown, revoked, expired, or its user left the team.</summary>
    public async Task<TokenOwner?> FindAsync(string text, CancellationToken cancellationToken)
    {
        var hash = HashOf(text);
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var tokens = db.ApiTokens.IgnoreQueryFilters([PortalDbContext.TeamFilter]);
        var found = await tokens
            .Where(t => t.Hash == hash && t.RevokedAt == null && (t.ExpiresAt == null || t.ExpiresAt > now))
            .Join(
                db.Memberships.IgnoreQueryFilters([PortalDbContext.TeamFilter]),
                t => new { t.TeamId, t.UserId },
                m => new { m.TeamId, m.UserId },
                (t, m) => new { t.Id, t.TeamId, t.UserId, t.LastUsedAt, m.Role })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null) return null;
        if (found.LastUsedAt is not { } used || now - used > _useResolution)
            await tokens.Where(t => t.Id == found.Id).ExecuteUpdateAsync(set => set.SetProperty(t => t.LastUsedAt, now), cancellationToken);
        return new TokenOwner(found.Id, new TeamScope(found.TeamId, found.UserId), found.Role);
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private async Task<Guid> AddAsync(TeamScope scope, string name, string text, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
    {
        var token = new ApiToken { UserId = scope.UserId, Name = name, Hash = HashOf(text), CreatedAt = time.GetUtcNow(), ExpiresAt = expiresAt };
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        db.ApiTokens.Add(token);
        await db.SaveChangesAsync(cancellationToken);
        return token.Id;
    }
}
