namespace ThermalPortal.Data.JobContracts;

/// <summary>
/// Queue <see cref="JobQueues.Import"/>: expands archives of an upload, reads every file and writes its verdict. The queue stores
/// this name and signature: never rename or change them, add new ones.
/// </summary>
public interface IImportJob
{
    Task RunAsync(Guid uploadId, CancellationToken cancellationToken);
}
