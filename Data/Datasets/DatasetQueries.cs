using Microsoft.EntityFrameworkCore;
using Npgsql;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Captures;

namespace ThermalPortal.Data.Datasets;

/// <summary>A team's datasets.</summary>
public sealed class DatasetQueries(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    /// <exception cref="ArgumentException">The name is taken or something is missing; the message says what.</exception>
    public async Task<Guid> CreateAsync(TeamScope scope, NewDataset request, CancellationToken cancellationToken)
    {
        if (request.Validate() is { Count: > 0 } errors) throw new ArgumentException(string.Join(" ", errors), nameof(request));
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var dataset = new Dataset
        {
            UserId = scope.UserId, Name = StoredText.Clean(request.Name.Trim(), Dataset.NameLength), Consent = request.Consent, Terms = StoredText.Clean(request.Terms.Trim()), CreatedAt = time.GetUtcNow(),
        };
        db.Datasets.Add(dataset);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            throw new ArgumentException($"There is a dataset called {dataset.Name} already. Choose another name.", nameof(request), e);
        }
        return dataset.Id;
    }

    /// <summary>All datasets, newest first.</summary>
    public async Task<IReadOnlyList<DatasetSummary>> ListAsync(TeamScope scope, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return await SummariesAsync(db, db.Datasets, cancellationToken);
    }

    /// <summary>Null: no such dataset in this team.</summary>
    public async Task<DatasetSummary?> FindAsync(TeamScope scope, Guid datasetId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        return (await SummariesAsync(db, db.Datasets.Where(d => d.Id == datasetId), cancellationToken)).SingleOrDefault();
    }

    /// <summary>Says why the faces may be used; false: no such dataset in this team.</summary>
    /// <exception cref="ArgumentException">The terms are missing; the message says so.</exception>
    public async Task<bool> StateConsentAsync(TeamScope scope, Guid datasetId, ConsentBasis consent, string terms, CancellationToken cancellationToken)
    {
        if (new NewDataset { Name = "-", Consent = consent, Terms = terms }.Validate() is { Count: > 0 } errors) throw new ArgumentException(string.Join(" ", errors), nameof(terms));
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var words = StoredText.Clean(terms.Trim());
        return await db.Datasets.Where(d => d.Id == datasetId).ExecuteUpdateAsync(set => set.SetProperty(d => d.Consent, consent).SetProperty(d => d.Terms, words), cancellationToken) > 0;
    }

    private static async Task<IReadOnlyList<DatasetSummary>> SummariesAsync(PortalDbContext db, IQueryable<Dataset> datasets, CancellationToken cancellationToken)
    {
        var rows = await datasets.OrderByDescending(d => d.CreatedAt).ThenByDescending(d => d.Id).Select(d => new
        {
            Dataset = d, Subjects = db.Subjects.Count(s => s.DatasetId == d.Id && db.Captures.Any(c => c.SubjectId == s.Id)), Pairs = db.CapturePairs.Count(p => p.DatasetId == d.Id),
            Unpaired = db.Captures.Count(c => c.DatasetId == d.Id && c.Tray == Tray.Unpaired), Ambiguous = db.Captures.Count(c => c.DatasetId == d.Id && c.Tray == Tray.Ambiguous),
            Excluded = db.Captures.Count(c => c.DatasetId == d.Id && c.Tray == Tray.Excluded),
        }).AsNoTracking().ToListAsync(cancellationToken);
        // Every capture is in one tray, and those of the pairs are two a pair: the largest tray need not be counted.
        return [.. rows.Select(r => new DatasetSummary(
            r.Dataset.Id, r.Dataset.Name, r.Dataset.Consent, r.Dataset.Terms, r.Dataset.CreatedAt, 2 * r.Pairs + r.Unpaired + r.Ambiguous + r.Excluded, r.Subjects, r.Pairs, r.Unpaired, r.Ambiguous, r.Excluded))];
    }
}
