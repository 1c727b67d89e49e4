namespace ThermalPortal.Data.JobContracts;

/// <summary>
/// Queue <see cref="JobQueues.Suggestions"/>: has the model look at a dataset's pairs without labels, because somebody asked. The queue stores this name and
/// signature: never rename or change them, add new ones.
/// </summary>
public interface ISuggestionJob
{
    Task RunAsync(Guid datasetId, CancellationToken cancellationToken);
}
