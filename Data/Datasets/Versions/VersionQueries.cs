using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Alignments;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Deletion;
using ThermalPortal.Data.Datasets.Export;
using ThermalPortal.Data.Datasets.Faces;
using ThermalPortal.Data.Datasets.Labels;
using ThermalPortal.Data.Datasets.Splits;

namespace ThermalPortal.Data.Datasets.Versions;

/// <summary>Frozen versions of a dataset: previewed, made, listed, compared. There is no method that changes one.</summary>
public sealed class VersionQueries(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    /// <summary>What freezing with these options would give; null: no such dataset in this team.</summary>
    /// <exception cref="ArgumentException">The options are out of range.</exception>
    public async Task<SplitPreview?> PreviewAsync(TeamScope scope, Guid datasetId, SplitOptions options, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return await db.Datasets.AnyAsync(d => d.Id == datasetId, cancellationToken) ? new FrozenSplit(await RowsAsync(db, datasetId, cancellationToken), options).Preview() : null;
    }

    /// <summary>Freezes the pairs of known people that are not rejected; null: no such dataset in this team.</summary>
    /// <param name="scope">Whose dataset, and who freezes.</param>
    /// <param name="datasetId">The dataset.</param>
    /// <param name="options">How people are dealt out.</param>
    /// <param name="note">For people.</param>
    /// <param name="overrideReason">Why it may be frozen although something of one part is seen in another; kept in the version. Not needed, and not kept, when nothing is.</param>
    /// <param name="cancellationToken">Cancelled: nothing is frozen.</param>
    /// <exception cref="ArgumentException">The options are out of range, there is nothing to freeze, it would equal the last version, or parts leak without a reason; the message says which.</exception>
    public async Task<Guid?> FreezeAsync(TeamScope scope, Guid datasetId, SplitOptions options, string note, string? overrideReason, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockDatasetAsync(datasetId, cancellationToken); // no import or review meanwhile
        if (!await db.Datasets.AnyAsync(d => d.Id == datasetId, cancellationToken)) return null;
        var split = new FrozenSplit(await RowsAsync(db, datasetId, cancellationToken), options);
        if (split.Pairs.Count == 0) throw new ArgumentException(options.OnlyAccepted ? "There are no accepted pairs of known people to freeze. Accept some, or take those nobody has looked at too." : "There are no pairs of known people to freeze. Import pairs, or say who is shown.", nameof(datasetId));
        var files = await FilesAsync(db, datasetId, cancellationToken);
        string ContentOf(PairRow row) => files[row.ThermalId].Sha256 + files[row.VisibleId].Sha256;
        var reason = split.Leakage.Holds ? null : StoredText.Clean(overrideReason?.Trim(), 1000);
        if (!split.Leakage.Holds && string.IsNullOrEmpty(reason))
            throw new ArgumentException($"The parts are not apart. {string.Join(" ", split.Leakage.Findings())} Put that right, or state why the version may be frozen all the same.", nameof(overrideReason));
        var last = await db.DatasetVersions.Where(v => v.DatasetId == datasetId).OrderByDescending(v => v.Number).FirstOrDefaultAsync(cancellationToken);
        var version = new DatasetVersion
        {
            DatasetId = datasetId, Number = (last?.Number ?? 0) + 1, UserId = scope.UserId, Note = StoredText.Clean(note.Trim(), 1000), Options = options, Sha256 = split.Sha256(ContentOf),
            LeftOut = split.LeftOut, Train = split.Count(DatasetPart.Train), Validation = split.Count(DatasetPart.Validation), Test = split.Count(DatasetPart.Test), People = split.People, Proof = split.Leakage, OverrideReason = reason, CreatedAt = time.GetUtcNow(),
        };
        if (version.Sha256 == last?.Sha256) throw new ArgumentException($"Nothing has changed since version {last.Number}.", nameof(datasetId));
        db.DatasetVersions.Add(version);
        await db.SaveChangesAsync(cancellationToken);
        await db.CopyAsync([.. split.Pairs.Select(p => new VersionPair
        {
            VersionId = version.Id, ThermalFileId = files[p.Row.ThermalId].Id, VisibleFileId = files[p.Row.VisibleId].Id, ThermalPicture = files[p.Row.ThermalId].Picture, VisiblePicture = files[p.Row.VisibleId].Picture, ThermalPath = p.Row.ThermalPath, VisiblePath = p.Row.VisiblePath,
            Content = ContentOf(p.Row), Subject = p.Row.Subject!, Session = p.Row.Session, Part = p.Part, Aligned = p.Row.Aligned, VisibleToThermal = p.Row.VisibleToThermal is { } to ? [.. to.Matrix] : null, Scene = p.Row.Scene, Scale = p.Row.Scale, Labels = p.Row.Labels,
        })], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return version.Id;
    }

    /// <summary>Versions of a dataset, newest first.</summary>
    public async Task<IReadOnlyList<VersionSummary>> ListAsync(TeamScope scope, Guid datasetId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return await SummariesAsync(db, db.DatasetVersions.Where(v => v.DatasetId == datasetId).OrderByDescending(v => v.Number), cancellationToken);
    }

    /// <summary>One version; null: no such version in this team.</summary>
    public async Task<VersionSummary?> FindAsync(TeamScope scope, Guid versionId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return (await SummariesAsync(db, db.DatasetVersions.Where(v => v.Id == versionId), cancellationToken)).SingleOrDefault();
    }

    /// <summary>What changed from one version to another; null: one of them is not there.</summary>
    public async Task<VersionDifference?> CompareAsync(TeamScope scope, Guid earlierId, Guid laterId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        if (await db.DatasetVersions.CountAsync(v => v.Id == earlierId || v.Id == laterId, cancellationToken) < (earlierId == laterId ? 1 : 2)) return null;
        async Task<Dictionary<string, VersionPair>> PairsOf(Guid id) => await db.VersionPairs.AsNoTracking().Where(p => p.VersionId == id).ToDictionaryAsync(p => p.Content, cancellationToken);
        var (earlier, later) = (await PairsOf(earlierId), await PairsOf(laterId));
        string[] Paths(IEnumerable<VersionPair> pairs) => [.. pairs.Select(p => p.ThermalPath).Order(StringComparer.Ordinal)];
        return new VersionDifference(
            Paths(later.Values.Where(p => !earlier.ContainsKey(p.Content))), Paths(earlier.Values.Where(p => !later.ContainsKey(p.Content))),
            Paths(later.Values.Where(p => earlier.TryGetValue(p.Content, out var was) && !Same(p, was))));
    }

    /// <summary>Everything in a version, to be written out; null: no such version in this team.</summary>
    public async Task<VersionContent?> ContentAsync(TeamScope scope, Guid versionId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        if (await db.DatasetVersions.AsNoTracking().SingleOrDefaultAsync(v => v.Id == versionId, cancellationToken) is not { } version) return null;
        var pairs = await db.VersionPairs.AsNoTracking().Where(p => p.VersionId == versionId).OrderBy(p => p.ThermalPath).ThenBy(p => p.Content).ToListAsync(cancellationToken);
        return new VersionContent(await db.Datasets.IgnoreQueryFilters([Dataset.TrashFilter]).AsNoTracking().SingleAsync(d => d.Id == version.DatasetId, cancellationToken), version, pairs);
    }

    private static async Task<IReadOnlyList<VersionSummary>> SummariesAsync(PortalDbContext db, IQueryable<DatasetVersion> rows, CancellationToken cancellationToken)
    {
        var versions = await rows.Select(v => new
        {
            Version = v, UserName = db.Users.Where(u => u.Id == v.UserId).Select(u => u.DisplayName).FirstOrDefault(),
            Dataset = db.Datasets.Where(d => d.Id == v.DatasetId).Select(d => new { d.DeletedAt, d.EmptiedAt }).First(),
        }).IgnoreQueryFilters([Dataset.TrashFilter]).AsNoTracking().ToListAsync(cancellationToken);
        return [.. versions.Select(v => new VersionSummary(v.Version.Id, v.Version.Number, v.Version.Note, v.Version.Sha256, v.Version.CreatedAt, v.UserName ?? "", v.Version.Train, v.Version.Validation, v.Version.Test, v.Version.People, v.Version.LeftOut)
        {
            DatasetId = v.Version.DatasetId, Options = v.Version.Options, Proof = v.Version.Proof, OverrideReason = v.Version.OverrideReason,
            Dataset = v.Dataset.EmptiedAt is not null ? DatasetState.OnlyVersions : v.Dataset.DeletedAt is not null ? DatasetState.InTrash : DatasetState.InUse,
        })];
    }

    private static bool Same(VersionPair a, VersionPair b) =>
        (a.Subject, a.Session, a.Part, a.Scene, a.Scale) == (b.Subject, b.Session, b.Part, b.Scene, b.Scale) && (a.VisibleToThermal ?? []).SequenceEqual(b.VisibleToThermal ?? []) && a.Labels.Count == b.Labels.Count && a.Labels.All(p => b.Labels.GetValueOrDefault(p.Key) == p.Value);

    /// <summary>Files of a dataset's paired captures, with their sizes and faces.</summary>
    private static async Task<Dictionary<Guid, (Guid Id, string Sha256, PictureFaces? Picture)>> FilesAsync(PortalDbContext db, Guid datasetId, CancellationToken cancellationToken)
    {
        var rows = await db.Captures.AsNoTracking().Where(c => c.DatasetId == datasetId && c.Tray == Tray.Paired)
            .Join(db.StoredFiles, c => c.Item!.FileId, f => f.Id, (c, f) => new { c.Id, FileId = f.Id, f.Sha256, Width = c.Width ?? c.Item!.Width, Height = c.Height ?? c.Item!.Height, c.FoundFaces }).ToListAsync(cancellationToken);
        return rows.ToDictionary(r => r.Id, r => (r.FileId, r.Sha256, r is { Width: > 0 and var width, Height: > 0 and var height } ? new PictureFaces(width, height, r.FoundFaces) : null));
    }

    internal static async Task<IReadOnlyList<PairRow>> RowsAsync(PortalDbContext db, Guid datasetId, CancellationToken cancellationToken)
    {
        var rows = from pair in db.CapturePairs.AsNoTracking()
                   where pair.DatasetId == datasetId
                   orderby pair.Path, pair.Id
                   select new
                   {
                       pair.Aligned, pair.Review, pair.Labels, pair.Alignment, pair.Thermal!.SceneEdit, pair.ThermalId, pair.VisibleId, ThermalPath = pair.Path, VisiblePath = pair.Visible!.Path,
                       ThermalHash = pair.Thermal.ComparedAt == null ? null : pair.Thermal.Hash, VisibleHash = pair.Visible.ComparedAt == null ? null : pair.Visible.Hash, ThermalSceneId = pair.Thermal.SameSceneId, VisibleSceneId = pair.Visible.SameSceneId,
                       Subject = pair.Thermal.Subject!.Key ?? pair.Visible.Subject!.Key, Session = pair.Thermal.Session ?? pair.Visible.Session,
                       OfficialSplit = pair.Thermal.OfficialSplit ?? pair.Visible.OfficialSplit, ThermalLabels = pair.Thermal.Other, VisibleLabels = pair.Visible.Other,
                   };
        return [.. (await rows.ToListAsync(cancellationToken)).Select(r => new PairRow
        {
            ThermalId = r.ThermalId, VisibleId = r.VisibleId, ThermalPath = r.ThermalPath, VisiblePath = r.VisiblePath,
            ThermalHash = r.ThermalHash, VisibleHash = r.VisibleHash, ThermalSceneId = r.ThermalSceneId, VisibleSceneId = r.VisibleSceneId, Subject = r.Subject, Session = r.Session, OfficialSplit = r.OfficialSplit, Aligned = r.Aligned, Review = r.Review,
            VisibleToThermal = r.Alignment?.Transform(), Misfits = r.Alignment?.Misfit is not null, Scene = r.SceneEdit?.Values(), Scale = r.SceneEdit?.Scale, Labels = PairLabels.Of(r.VisibleLabels, r.ThermalLabels, r.Labels),
        })];
    }
}
