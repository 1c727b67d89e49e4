using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Data.Translations.Comparing;

/// <summary>What a team's results can be compared with.</summary>
public sealed class ComparisonQueries(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>
    /// A result with the true visible picture, where its thermal picture is in a pair of one of the team's datasets: the surest aligned pair, then the newest. Null: no such result in this team, or
    /// its run is in the trash.
    /// </summary>
    public async Task<ResultComparison?> FindAsync(TeamScope scope, Guid resultId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var results = db.TranslationResults.AsNoTracking().Include(r => r.Input!.Item).Include(r => r.Input!.Run!.ModelVersion);
        if (await results.SingleOrDefaultAsync(r => r.Id == resultId && r.Input!.Run!.DeletedAt == null, cancellationToken) is not { Input: { Item: { } item, Run: { } run } } row) return null;
        var pair = await db.CapturePairs.AsNoTracking().Include(p => p.Thermal!.Item).Include(p => p.Visible).Include(p => p.Alignment)
            .Where(p => p.Thermal!.ItemId == item.Id && p.Visible!.FrameId != null && db.Datasets.Any(d => d.Id == p.DatasetId))
            .OrderByDescending(p => p.Alignment!.Matrix != null).ThenByDescending(p => p.Aligned).ThenByDescending(p => p.Id).FirstOrDefaultAsync(cancellationToken);
        var result = ResultDetail.Of(row);
        return new ResultComparison(
            result, run.Id, run.ModelVersion!.Name, run.ModelVersion.Version, item.OriginalName, item.FileId, item.Width, item.Height, pair is null ? null : TruePicture.Of(pair, result.Crop));
    }

    /// <summary>The first face and sample of the newest run that has results of a picture; null: there are none in this team, or all are in the trash.</summary>
    public async Task<Guid?> NewestAsync(TeamScope scope, Guid itemId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return await db.TranslationResults.Where(r => r.Input!.ItemId == itemId && r.Input.Run!.DeletedAt == null)
            .OrderByDescending(r => r.Input!.Run!.CreatedAt).ThenByDescending(r => r.Input!.RunId).ThenBy(r => r.Input!.Ordinal).ThenBy(r => r.FaceIndex).ThenBy(r => r.SampleIndex)
            .Select(r => (Guid?)r.Id).FirstOrDefaultAsync(cancellationToken);
    }
}
