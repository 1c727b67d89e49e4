namespace ThermalPortal.Data.JobContracts;

/// <summary>
/// Queue <see cref="JobQueues.Interactive"/>: works one <see cref="Translations.TranslationRun"/>. The queue stores this name and
/// signature: never rename or change them, add new ones.
/// </summary>
public interface ITranslationJob
{
    Task RunAsync(Guid runId, CancellationToken cancellationToken);
}
