using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Captures;

namespace ThermalPortal.Data.Datasets.Quality;

/// <summary>What the pictures of a dataset look like, for the map of them.</summary>
public sealed class MapQueries(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>Most pictures a browser lays out in a few seconds.</summary>
    public const int Most = 3_000;

    /// <summary>Measured pictures of one kind, none of the excluded; of more than <paramref name="most"/> an even pick, always the same as long as none comes or goes.</summary>
    /// <param name="scope">Whose dataset.</param>
    /// <param name="datasetId">The dataset.</param>
    /// <param name="modality">Thermal and visible pictures do not look alike: each has its own map.</param>
    /// <param name="most">1..<see cref="Most"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<PictureMap> OfAsync(TeamScope scope, Guid datasetId, Modality modality, int most, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, Most);
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var pictures = db.Captures.Where(c => c.DatasetId == datasetId && c.Modality == modality && c.Tray != Tray.Excluded);
        var waiting = await pictures.CountAsync(c => c.MeasuredAt == null, cancellationToken);
        var all = await pictures.Where(c => c.Embedding != null).OrderBy(c => c.Path).ThenBy(c => c.Id).Select(c => c.Id).ToListAsync(cancellationToken);
        Guid[] ids = all.Count <= most ? [.. all] : [.. Enumerable.Range(0, most).Select(n => all[(int)((long)n * all.Count / most)])];
        var pairs = await db.CapturePairs.Where(p => p.DatasetId == datasetId && (modality == Modality.Thermal ? ids.Contains(p.ThermalId) : ids.Contains(p.VisibleId)))
            .ToDictionaryAsync(p => modality == Modality.Thermal ? p.ThermalId : p.VisibleId, p => (Guid?)p.Id, cancellationToken);
        var rows = await db.Captures.Where(c => ids.Contains(c.Id)).OrderBy(c => c.Path).ThenBy(c => c.Id)
            .Select(c => new MapPoint(c.Id, c.Path, c.Subject!.Key, c.Session, c.SameSceneId, null, c.ThumbnailId, c.Embedding!)).ToListAsync(cancellationToken);
        return new PictureMap(all.Count, waiting, [.. rows.Select(r => r with { PairId = pairs.GetValueOrDefault(r.CaptureId) })]);
    }
}
