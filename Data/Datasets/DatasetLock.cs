using Microsoft.EntityFrameworkCore;

namespace ThermalPortal.Data.Datasets;

/// <summary>One import, naming of people, review or freeze of a dataset at a time.</summary>
internal static class DatasetLock
{
    /// <summary>Text whose <c>hashtextextended(…, 0)</c> is the key of the advisory lock.</summary>
    public static string Key(Guid datasetId) => "dataset:" + datasetId;

    /// <summary>Waits for its turn; held to the end of the transaction.</summary>
    public static Task LockDatasetAsync(this PortalDbContext db, Guid datasetId, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({Key(datasetId)}, 0))", cancellationToken);
}
