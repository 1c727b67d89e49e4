using Microsoft.Extensions.Logging;
using ThermalPortal.Data.Datasets.Deletion;
using ThermalPortal.Data.JobContracts;

namespace ThermalPortal.Jobs.Maintenance;

/// <summary>Empties the trash of every team of what was given up or has waited its days, and removes uploads that were stopped and archives nobody fetches any more.</summary>
internal sealed class TrashJob(TrashWork trash, ILogger<TrashJob> logger) : ITrashJob
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // Restart point 1: each dataset is one transaction; what was removed is not due any more.
        foreach (var dataset in await trash.DueAsync(cancellationToken))
            if (await trash.RemoveAsync(dataset, cancellationToken)) Log.DatasetRemoved(logger, dataset);
        await trash.RemoveStoppedAsync(cancellationToken);
        await trash.RemoveExportsAsync(cancellationToken);
        // Restart point 2: bytes that are not freed yet are still noted.
        if (await trash.FreeAsync(cancellationToken) is > 0 and var bytes) Log.BytesFreed(logger, bytes);
    }
}
