using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Data.Datasets;

/// <summary>A team's pictures.</summary>
public sealed class ImageQueries(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>Null: no such picture in this team.</summary>
    public async Task<ImageItem?> FindAsync(TeamScope scope, Guid itemId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return await db.ImageItems.AsNoTracking().SingleOrDefaultAsync(i => i.Id == itemId, cancellationToken);
    }

    /// <summary>Pictures, newest first.</summary>
    /// <param name="scope">Whose pictures.</param>
    /// <param name="text">Part of the file name, any case; null or empty: all.</param>
    /// <param name="page">Which page.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public async Task<Page<ImageItem>> PageAsync(TeamScope scope, string? text, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var rows = db.ImageItems.AsNoTracking().Where(i => i.Verdict == Verdict.Accepted);
        if (!string.IsNullOrWhiteSpace(text))
        {
            var pattern = LikePattern.Containing(text);
            rows = rows.Where(i => EF.Functions.ILike(i.OriginalName, pattern, LikePattern.Escape));
        }
        var total = await rows.CountAsync(cancellationToken);
        return new Page<ImageItem>(await page.Of(rows.OrderByDescending(i => i.CreatedAt).ThenByDescending(i => i.Id)).ToListAsync(cancellationToken), total);
    }
}
