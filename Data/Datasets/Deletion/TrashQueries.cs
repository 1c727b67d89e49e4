using Microsoft.EntityFrameworkCore;
using Npgsql;
using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Data.Datasets.Deletion;

/// <summary>Datasets put into the trash, taken out of it, and given up; <see cref="TrashWork"/> removes what is given up.</summary>
public sealed class TrashQueries(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    /// <summary>How long a dataset waits in the trash.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(30);

    /// <summary>The team's trash, what was deleted last first.</summary>
    public async Task<IReadOnlyList<TrashedDataset>> ListAsync(TeamScope scope, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var rows = await Trashed(db).OrderByDescending(d => d.DeletedAt).ThenBy(d => d.Id).Select(d => new
        {
            Dataset = d, DeletedAt = d.DeletedAt!.Value, DeletedBy = db.Users.Where(u => u.Id == d.DeletedBy).Select(u => u.DisplayName).FirstOrDefault(),
            Pairs = db.CapturePairs.Count(p => p.DatasetId == d.Id), Pictures = db.Captures.Count(c => c.DatasetId == d.Id),
            Bytes = db.Captures.Where(c => c.DatasetId == d.Id).Join(db.StoredFiles, c => c.Item!.FileId, f => f.Id, (c, f) => f.Bytes).Sum()
                + db.Captures.Where(c => c.DatasetId == d.Id).Join(db.StoredFiles, c => c.ThumbnailId, f => f.Id, (c, f) => f.Bytes).Sum()
                + db.Captures.Where(c => c.DatasetId == d.Id).Join(db.StoredFiles, c => c.FrameId, f => f.Id, (c, f) => f.Bytes).Sum(),
            Versions = db.DatasetVersions.Where(v => v.DatasetId == d.Id).OrderByDescending(v => v.Number).Select(v => new TrashedVersion(v.Id, v.Number, v.Train + v.Validation + v.Test)).ToList(),
        }).AsNoTracking().ToListAsync(cancellationToken);
        return [.. rows.Select(r => new TrashedDataset(r.Dataset.Id, r.Dataset.Name, StateOf(r.Dataset), r.DeletedAt, r.DeletedBy ?? "", r.DeletedAt + Life, r.Pairs, r.Pictures, r.Bytes, r.Versions))];
    }

    /// <summary>Puts a dataset into the trash: nobody sees it any more, and its name is free. Frozen versions can still be read. False: no such dataset in this team.</summary>
    public async Task<bool> DeleteAsync(TeamScope scope, Guid datasetId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockDatasetAsync(datasetId, cancellationToken); // an import, review or freeze that has begun is waited for
        var now = time.GetUtcNow();
        var deleted = await db.Datasets.Where(d => d.Id == datasetId).ExecuteUpdateAsync(set => set.SetProperty(d => d.DeletedAt, now).SetProperty(d => d.DeletedBy, scope.UserId), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return deleted > 0;
    }

    /// <summary>Takes a whole dataset out of the trash and answers its name, a new one where its own is taken. Null: no such dataset in this team's trash, or somebody gave it up.</summary>
    /// <exception cref="ArgumentException">Somebody made a dataset of this name at the same moment; the message says so.</exception>
    public async Task<string?> RestoreAsync(TeamScope scope, Guid datasetId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockDatasetAsync(datasetId, cancellationToken);
        if (await Trashed(db).SingleOrDefaultAsync(d => d.Id == datasetId && d.EndedAt == null && d.EmptiedAt == null, cancellationToken) is not { } dataset) return null;
        var taken = await db.Datasets.Select(d => d.Name).ToListAsync(cancellationToken);
        var name = dataset.Name;
        for (var n = 1; taken.Contains(dataset.Name); n++)
        {
            var ending = n == 1 ? " (restored)" : $" (restored {n})";
            dataset.Name = name[..Math.Min(name.Length, Dataset.NameLength - ending.Length)] + ending;
        }
        (dataset.DeletedAt, dataset.DeletedBy) = (null, null);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            throw new ArgumentException($"A dataset called {dataset.Name} was made just now. Try again.", nameof(datasetId), e);
        }
        await transaction.CommitAsync(cancellationToken);
        return dataset.Name;
    }

    /// <summary>Gives up a dataset in the trash; the worker removes it. False: no such dataset in this team's trash.</summary>
    /// <param name="scope">Whose trash.</param>
    /// <param name="datasetId">The dataset.</param>
    /// <param name="versionsToo">Its frozen versions too; else they stay with the files they name, and what was trained on them can be made again.</param>
    /// <param name="cancellationToken">Cancelled: nothing is given up.</param>
    public async Task<bool> EndAsync(TeamScope scope, Guid datasetId, bool versionsToo, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        var now = time.GetUtcNow();
        return await Trashed(db).Where(d => d.Id == datasetId).ExecuteUpdateAsync(set => set.SetProperty(d => d.EndedAt, now).SetProperty(d => d.EndsVersions, versionsToo), cancellationToken) > 0;
    }

    private static IQueryable<Dataset> Trashed(PortalDbContext db) => db.Datasets.IgnoreQueryFilters([Dataset.TrashFilter]).Where(d => d.DeletedAt != null);

    private static DatasetState StateOf(Dataset dataset) => dataset switch
    {
        { EndsVersions: true } or { EndedAt: not null, EmptiedAt: null } => DatasetState.Ending,
        { EmptiedAt: not null } => DatasetState.OnlyVersions,
        _ => DatasetState.InTrash,
    };
}
