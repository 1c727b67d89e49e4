using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Captures;

namespace ThermalPortal.Data.Datasets.Quality;

/// <summary>What is wrong with the pictures of a dataset, and which show the same.</summary>
public sealed class QualityQueries(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>How many of a tray have which fault: pairs of <see cref="Tray.Paired"/>, captures of the others.</summary>
    public async Task<QualityCounts> CountsAsync(TeamScope scope, Guid datasetId, Tray tray, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var faults = tray == Tray.Paired
            ? db.CapturePairs.Where(p => p.DatasetId == datasetId && p.Faults != QualityFaults.None).Select(p => p.Faults)
            : db.Captures.Where(c => c.DatasetId == datasetId && c.Tray == tray && c.Faults != QualityFaults.None).Select(c => c.Faults);
        var counts = await faults.GroupBy(f => f).Select(g => new { Faults = g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        int With(QualityFaults fault) => counts.Where(c => c.Faults.HasFlag(fault)).Sum(c => c.Count);
        return new QualityCounts(With(QualityFaults.Blurred), With(QualityFaults.Clipped), With(QualityFaults.NoFace), With(QualityFaults.Unreadable));
    }

    /// <summary>Groups of near duplicates (see <see cref="DuplicateKind"/>): those said to show different people first, then the largest. Excluded captures are not looked at.</summary>
    /// <param name="scope">Whose dataset.</param>
    /// <param name="datasetId">The dataset.</param>
    /// <param name="kind">Found this way only; null: either.</param>
    /// <param name="page">Which of them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Page<DuplicateGroup>> DuplicatesAsync(TeamScope scope, Guid datasetId, DuplicateKind? kind, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var rows = await db.Captures.Where(c => c.DatasetId == datasetId && c.Hash != null && c.Tray != Tray.Excluded).OrderBy(c => c.Path).ThenBy(c => c.Id)
            .Select(c => new { c.Id, Look = new Look(c.Modality == Modality.Visible, c.Hash!.Value, c.SameSceneId), c.SubjectId }).ToListAsync(cancellationToken);
        var groups = Look.Alike(rows, r => r.Look).Where(g => kind is null || g.Kind == kind)
            .Select(group => (group.Kind, Rows: group.Members, People: group.Members.Select(r => r.SubjectId).OfType<Guid>().Distinct().Count()))
            .OrderByDescending(g => g.People > 1).ThenByDescending(g => g.Rows.Length).ToArray();
        var listed = page.Of(groups.AsQueryable()).ToArray();
        Guid[] ids = [.. listed.SelectMany(g => g.Rows.Take(DuplicateGroup.MostListed)).Select(r => r.Id)];
        var captures = await db.Captures.AsNoTracking().Include(c => c.Subject).Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        return new Page<DuplicateGroup>([.. listed.Select(g => new DuplicateGroup(g.Kind, [.. g.Rows.Select(r => captures.GetValueOrDefault(r.Id)).OfType<Capture>()], g.Rows.Length, g.People))], groups.Length);
    }
}
