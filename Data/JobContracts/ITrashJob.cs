namespace ThermalPortal.Data.JobContracts;

/// <summary>
/// Queue <see cref="JobQueues.Maintenance"/>: removes datasets that were given up or whose days in the trash are over, and frees their bytes. The queue stores this name and
/// signature: never rename or change them, add new ones.
/// </summary>
public interface ITrashJob
{
    Task RunAsync(CancellationToken cancellationToken);
}
