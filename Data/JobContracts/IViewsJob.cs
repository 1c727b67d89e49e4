namespace ThermalPortal.Data.JobContracts;

/// <summary>
/// Queue <see cref="JobQueues.Views"/>: makes thumbnails and viewer frames of a dataset's new pictures. The queue stores this name and
/// signature: never rename or change them, add new ones.
/// </summary>
public interface IViewsJob
{
    Task RunAsync(Guid datasetId, CancellationToken cancellationToken);
}
