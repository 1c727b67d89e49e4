using Hangfire;
using ThermalPortal.Data.JobContracts;

namespace ThermalPortal.Web.Api;

/// <summary>Hands work to the workers. Translations are handed over by the dispatcher, which hears of new runs from the database.</summary>
internal static class JobQueue
{
    public static void EnqueueImport(this IBackgroundJobClient queue, Guid uploadId) =>
        queue.Enqueue<IImportJob>(JobQueues.Import, job => job.RunAsync(uploadId, CancellationToken.None));

    public static void EnqueueViews(this IBackgroundJobClient queue, Guid datasetId) =>
        queue.Enqueue<IViewsJob>(JobQueues.Views, job => job.RunAsync(datasetId, CancellationToken.None));

    public static void EnqueueSuggestions(this IBackgroundJobClient queue, Guid datasetId) =>
        queue.Enqueue<ISuggestionJob>(JobQueues.Suggestions, job => job.RunAsync(datasetId, CancellationToken.None));

    public static void EnqueueExport(this IBackgroundJobClient queue, Guid exportId) =>
        queue.Enqueue<IExportJob>(JobQueues.Exports, job => job.RunAsync(exportId, CancellationToken.None));

    public static void EnqueueTrash(this IBackgroundJobClient queue) =>
        queue.Enqueue<ITrashJob>(JobQueues.Maintenance, job => job.RunAsync(CancellationToken.None));

    public static void EnqueueDemo(this IBackgroundJobClient queue, Guid teamId, Guid userId) =>
        queue.Enqueue<IDemoJob>(JobQueues.Import, job => job.RunAsync(teamId, userId, CancellationToken.None));
}
