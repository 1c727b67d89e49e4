using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Alignments;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Naming;
using ThermalPortal.Data.Datasets.Pairing;
using ThermalPortal.Data.Datasets.Scenes;
using ThermalPortal.Data.Files;

namespace ThermalPortal.Data.Datasets.Import;

/// <summary>Takes a finished upload into a dataset: first a plan that changes nothing, then, when somebody agrees, the same in one transaction.</summary>
public sealed class DatasetImport(IDbContextFactory<PortalDbContext> contexts, IFileStore store, TimeProvider time)
{
    /// <summary>What the import would create; null: no such dataset, or no such finished upload, in this team.</summary>
    /// <param name="scope">Whose dataset and upload.</param>
    /// <param name="datasetId">The dataset.</param>
    /// <param name="uploadId">The upload.</param>
    /// <param name="pattern">How to read paths (see <see cref="PatternNaming"/>); null = recognise it.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="ArgumentException">The pattern cannot be used; the message says why.</exception>
    public async Task<ImportPlan?> PlanAsync(TeamScope scope, Guid datasetId, Guid uploadId, string? pattern, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return await PlanAsync(db, datasetId, uploadId, pattern, cancellationToken);
    }

    /// <summary>
    /// Creates what the plan says as things stand now, and answers it. A second call with the same upload finds every file present already and adds nothing.
    /// Null: no such dataset, or no such finished upload, in this team.
    /// </summary>
    /// <exception cref="ArgumentException">The manifest has errors, or the pattern cannot be used; nothing is changed.</exception>
    public async Task<ImportPlan?> CommitAsync(TeamScope scope, Guid datasetId, Guid uploadId, string? pattern, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // One import of a dataset at a time: two would find the same partners.
        await db.LockDatasetAsync(datasetId, cancellationToken);
        if (await PlanAsync(db, datasetId, uploadId, pattern, cancellationToken) is not { } plan) return null;
        if (plan.ManifestErrors.Count > 0)
            throw new ArgumentException($"The manifest has errors, nothing was imported. {string.Join(" ", plan.ManifestErrors.Take(5))}", nameof(uploadId));
        var now = time.GetUtcNow();
        var subjects = await SubjectsAsync(db, datasetId, plan, cancellationToken);
        var captures = plan.Items.ToDictionary(i => i.Key.Id, i => new Capture
        {
            DatasetId = datasetId, ItemId = i.Key.Id, Path = i.Key.Path, Modality = i.Key.Modality, SubjectId = i.Key.Subject is { } who ? subjects[who].Id : null, Session = Short(i.Session),
            Variation = Short(i.Variation), OfficialSplit = i.Split, ManifestKey = i.Key.ManifestKey, NamingKey = i.Key.NamingKey, CapturedAt = i.Key.CapturedAt?.ToUniversalTime(), Preference = i.Key.Preference,
            Other = i.Other, CreatedAt = now,
        });
        Capture[] added = [.. captures.Values];
        foreach (var old in await Waiting(db, datasetId).ToListAsync(cancellationToken))
            captures[old.ItemId] = old;
        var pairs = Place(plan, captures, now);
        await db.SaveChangesAsync(cancellationToken); // new people, and who waited for a partner
        await db.CopyAsync(added, cancellationToken);
        await db.CopyAsync(pairs, cancellationToken);
        await db.PutAsync([.. plan.Items.Where(i => i.Scale is not null).Select(i => new SceneEdit { CaptureId = captures[i.Key.Id].Id, Scale = i.Scale, UserId = scope.UserId, CreatedAt = now })], cancellationToken);
        await AlignAsync(db, plan, pairs, scope.UserId, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return plan;
    }

    private async Task<ImportPlan?> PlanAsync(PortalDbContext db, Guid datasetId, Guid uploadId, string? pattern, CancellationToken cancellationToken)
    {
        if (!await db.Datasets.AnyAsync(d => d.Id == datasetId, cancellationToken) || !await db.Uploads.AnyAsync(u => u.Id == uploadId && u.State == UploadState.Finished, cancellationToken))
            return null;
        var files = await db.ImageItems.Where(i => i.UploadId == uploadId && i.Verdict == Verdict.Accepted).OrderBy(i => i.OriginalName).ThenBy(i => i.Id)
            .Join(db.StoredFiles, i => i.FileId, f => f.Id, (i, f) => new { i.Id, i.OriginalName, i.Modality, i.Badge, i.EmbeddedIn, f.Sha256 }).ToListAsync(cancellationToken);
        var present = await db.Captures.Where(c => c.DatasetId == datasetId).Join(db.StoredFiles, c => c.Item!.FileId, f => f.Id, (c, f) => new { f.Sha256, c.Path, c.ItemId }).ToListAsync(cancellationToken);
        var waiting = await Waiting(db, datasetId).AsNoTracking().Include(c => c.Subject).Include(c => c.Item).ToListAsync(cancellationToken);
        // A photo belongs to the one copy of its thermal file that the dataset has, or is going to have.
        var bytesOf = files.ToDictionary(f => f.Id, f => f.Sha256);
        var keptOf = present.Concat(files.Select(f => new { f.Sha256, Path = f.OriginalName, ItemId = f.Id })).DistinctBy(k => k.Sha256).ToDictionary(k => k.Sha256, k => k.ItemId);
        Guid? HostOf(Guid? item) => item is { } host && bytesOf.TryGetValue(host, out var sha256) ? keptOf[sha256] : item;
        ImportFile[] all = [.. files.Select(f => new ImportFile(f.Id, f.OriginalName, f.Badge == RadiometryBadge.Relative8 ? Modality.Unknown : f.Modality, f.Sha256) { EmbeddedIn = HostOf(f.EmbeddedIn) })]; // 8 bits may be anything
        return ImportPlanner.Plan(
            all, await new UploadedManifest(db, store).ReadAsync(uploadId, cancellationToken), pattern is null ? null : new NamingChoice(new PatternNaming(pattern), "", 0, all.Length),
            present.DistinctBy(p => p.Sha256).ToDictionary(p => p.Sha256, p => p.Path), [.. waiting.Select(Key)]);
    }

    private static IQueryable<Capture> Waiting(PortalDbContext db, Guid datasetId) => db.Captures.Where(c => c.DatasetId == datasetId && c.Tray == Tray.Unpaired && c.TrayReason == null);

    private static PairingItem Key(Capture c) => new()
    {
        Id = c.ItemId, Modality = c.Modality, Path = c.Path, Subject = c.Subject?.Key, ManifestKey = c.ManifestKey, NamingKey = c.NamingKey, CapturedAt = c.CapturedAt, Preference = c.Preference,
        EmbeddedIn = c.Item?.EmbeddedIn,
    };

    private static async Task<Dictionary<string, Subject>> SubjectsAsync(PortalDbContext db, Guid datasetId, ImportPlan plan, CancellationToken cancellationToken)
    {
        var subjects = (await db.Subjects.Where(s => s.DatasetId == datasetId).ToListAsync(cancellationToken)).ToDictionary(s => s.Key, StringComparer.OrdinalIgnoreCase);
        foreach (var key in plan.Items.Select(i => i.Key.Subject).OfType<string>())
            if (!subjects.ContainsKey(key))
                db.Subjects.Add(subjects[key] = new Subject { DatasetId = datasetId, Key = Short(key)! });
        return subjects;
    }

    private static List<CapturePair> Place(ImportPlan plan, Dictionary<Guid, Capture> captures, DateTimeOffset now)
    {
        var pairs = new List<CapturePair>();
        var aligned = plan.Items.Where(i => i.Aligned).Select(i => i.Key.Id).ToHashSet();
        foreach (var pair in plan.Pairing.Pairs)
        {
            var (thermal, visible) = (captures[pair.Thermal.Id], captures[pair.Visible.Id]);
            (thermal.Tray, visible.Tray) = (Tray.Paired, Tray.Paired);
            pairs.Add(CapturePair.Of(thermal, visible, pair.Rule, pair.Rule != PairRule.EmbeddedPhoto && (aligned.Contains(pair.Thermal.Id) || aligned.Contains(pair.Visible.Id)), now)); // two lenses
        }
        foreach (var group in plan.Pairing.Ambiguous)
        {
            var id = Guid.CreateVersion7();
            foreach (var capture in group.Items.Select(i => captures[i.Id]))
                (capture.Tray, capture.TrayReason, capture.GroupId) = (Tray.Ambiguous, group.Reason, id);
        }
        foreach (var item in plan.Pairing.Excluded)
            (captures[item.Id].Tray, captures[item.Id].TrayReason) = (Tray.Excluded, item.Exclude);
        return pairs;
    }

    /// <summary>Alignments that the manifest brings; a pair and its alignment name each other, so the pairs come first.</summary>
    private static async Task AlignAsync(PortalDbContext db, ImportPlan plan, IReadOnlyList<CapturePair> pairs, Guid userId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var transforms = plan.Items.Where(i => i.VisibleToThermal is not null).ToDictionary(i => i.Key.Id, i => i.VisibleToThermal!);
        var items = plan.Items.Count == 0 ? [] : await db.Captures.Where(c => pairs.Select(p => p.VisibleId).Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.ItemId, cancellationToken);
        var alignments = pairs.Where(p => transforms.ContainsKey(items[p.VisibleId])).Select(p => (Pair: p, To: transforms[items[p.VisibleId]]))
            .Select(p => new PairAlignment { PairId = p.Pair.Id, Matrix = [.. p.To.Matrix], Kind = p.To.Kind, UserId = userId, CreatedAt = now }).ToList();
        if (alignments.Count == 0) return;
        db.PairAlignments.AddRange(alignments);
        await db.SaveChangesAsync(cancellationToken);
        Guid[] aligned = [.. alignments.Select(a => a.PairId)];
        await db.CapturePairs.Where(p => aligned.Contains(p.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.AlignmentId, p => db.PairAlignments.Where(a => a.PairId == p.Id).Select(a => (Guid?)a.Id).FirstOrDefault()), cancellationToken);
    }

    private static string? Short(string? text) => text is null ? null : StoredText.Clean(text, 200);
}
