namespace ThermalPortal.Data.JobContracts;

/// <summary>Queue <see cref="JobQueues.Exports"/>: writes an archive of a frozen version. The queue stores this name and signature: never rename or change them, add new ones.</summary>
public interface IExportJob
{
    Task RunAsync(Guid exportId, CancellationToken cancellationToken);
}
