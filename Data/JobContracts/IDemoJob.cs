namespace ThermalPortal.Data.JobContracts;

/// <summary>
/// Queue <see cref="JobQueues.Import"/>: gives a new team the demo dataset. The queue stores this name and signature: never rename or
/// change them, add new ones.
/// </summary>
public interface IDemoJob
{
    Task RunAsync(Guid teamId, Guid userId, CancellationToken cancellationToken);
}
