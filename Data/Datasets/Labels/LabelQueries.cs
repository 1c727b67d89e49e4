using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Review;

namespace ThermalPortal.Data.Datasets.Labels;

/// <summary>Attributes of pairs said by people. Nothing a manifest said is lost: what people say lies over it, and every change can be taken back.</summary>
public sealed class LabelQueries(IDbContextFactory<PortalDbContext> contexts)
{
    private const int Looked = 5000, MostValues = 12;

    /// <summary>Labels in use with their values, by name; not those of which nearly every pair has another, such as coordinates.</summary>
    public async Task<IReadOnlyList<(string Name, IReadOnlyList<string> Values)>> VocabularyAsync(TeamScope scope, Guid datasetId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var captures = await db.Captures.Where(c => c.DatasetId == datasetId).OrderBy(c => c.Id).Take(Looked).Select(c => c.Other).ToListAsync(cancellationToken);
        var people = await db.CapturePairs.Where(p => p.DatasetId == datasetId).OrderBy(p => p.Id).Take(Looked).Select(p => p.Labels).ToListAsync(cancellationToken);
        return [.. captures.Concat(people).SelectMany(labels => labels).Where(l => l.Value.Length > 0).GroupBy(l => PairLabels.Plain(l.Key), l => l.Value, StringComparer.OrdinalIgnoreCase)
            .Select(g => (g.Key, (IReadOnlyList<string>)[.. g.Distinct().Order(StringComparer.Ordinal)])).Where(l => l.Item2.Count <= MostValues).OrderBy(l => l.Key, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Says of pairs what <paramref name="name"/> is; an empty value: that there is none. A pair that is accepted, or of which somebody else has said otherwise than the person saw,
    /// stays as it is and is counted.
    /// </summary>
    /// <exception cref="ArgumentException">Name or value is too long or empty; the message says which.</exception>
    public async Task<LabelOutcome> SetAsync(TeamScope scope, Guid datasetId, IReadOnlyList<LabelTarget> targets, string name, string value, CancellationToken cancellationToken)
    {
        var (label, said) = (Checked(name), value.Length == 0 ? value : Checked(value));
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockDatasetAsync(datasetId, cancellationToken);
        Guid[] ids = [.. targets.Select(t => t.PairId)];
        var pairs = await db.CapturePairs.Where(p => p.DatasetId == datasetId && ids.Contains(p.Id)).Include(p => p.Thermal).Include(p => p.Visible).ToListAsync(cancellationToken);
        var seen = targets.DistinctBy(t => t.PairId).ToDictionary(t => t.PairId, t => t.Seen);
        var (changes, overtaken, accepted) = (new List<LabelChange>(), 0, 0);
        foreach (var pair in pairs)
            if (pair.Review == ReviewState.Accepted)
                accepted++;
            else if (PairLabels.Of(pair).GetValueOrDefault(label) is var now && now != seen[pair.Id] && (now ?? "") != said)
                overtaken++;
            else if ((now ?? "") != said)
                changes.Add(Put(pair, label, said));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new LabelOutcome(changes, overtaken, accepted);
    }

    /// <summary>Takes back what <see cref="SetAsync"/> did, where nobody has said otherwise or accepted the pair since; answers how many went back.</summary>
    public async Task<int> RestoreAsync(TeamScope scope, IReadOnlyList<LabelChange> changes, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        Guid[] ids = [.. changes.Select(c => c.PairId)];
        foreach (var dataset in await db.CapturePairs.Where(p => ids.Contains(p.Id)).Select(p => p.DatasetId).Distinct().Order().ToListAsync(cancellationToken))
            await db.LockDatasetAsync(dataset, cancellationToken);
        var pairs = await db.CapturePairs.Where(p => ids.Contains(p.Id) && p.Review != ReviewState.Accepted).ToDictionaryAsync(p => p.Id, cancellationToken);
        var restored = 0;
        foreach (var change in changes)
            if (pairs.TryGetValue(change.PairId, out var pair) && pair.Labels.GetValueOrDefault(change.Name) == change.After)
            {
                Put(pair, change.Name, change.Before);
                restored++;
            }
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return restored;
    }

    private static LabelChange Put(CapturePair pair, string name, string? value)
    {
        var labels = new Dictionary<string, string>(pair.Labels, StringComparer.Ordinal);
        var before = labels.GetValueOrDefault(name);
        if (value is null) labels.Remove(name);
        else labels[name] = value;
        pair.Labels = labels;
        return new LabelChange(pair.Id, name, before, value ?? "");
    }

    private static string Checked(string text) =>
        StoredText.Clean(text.Trim()) is { Length: > 0 and <= PairLabels.Length } clean ? clean : throw new ArgumentException($"Names and values of labels have 1 to {PairLabels.Length} characters.");
}
