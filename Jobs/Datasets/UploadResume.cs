using System.Data.Common;
using Hangfire;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Export.Archives;
using ThermalPortal.Data.Datasets.Suggestions;
using ThermalPortal.Data.Datasets.Views;
using ThermalPortal.Data.JobContracts;

namespace ThermalPortal.Jobs.Datasets;

/// <summary>Queues uploads again that a dead worker or a lost hand-over left unread, datasets with pictures nobody can look at, those in which somebody waits for suggestions, and archives somebody waits for: at start, then now and again.</summary>
internal sealed class UploadResume(UploadWork uploads, ViewWork views, SuggestionWork suggestions, ExportWork exports, IBackgroundJobClient queue, TimeProvider time, ILogger<UploadResume> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        HashSet<Guid> seen = [];
        using var timer = new PeriodicTimer(_interval, time);
        // At start every unread upload was left by somebody; later only one that a whole interval did not finish.
        bool first = true;
        do
        {
            try
            {
                var unread = await uploads.UnfinishedAsync(stoppingToken);
                foreach (var upload in unread.Where(u => first || seen.Contains(u)))
                    queue.Enqueue<IImportJob>(JobQueues.Import, job => job.RunAsync(upload, CancellationToken.None));
                var unseen = await views.UnfinishedAsync(stoppingToken);
                foreach (var dataset in unseen.Where(d => first || seen.Contains(d)))
                    queue.Enqueue<IViewsJob>(JobQueues.Views, job => job.RunAsync(dataset, CancellationToken.None));
                var asked = await suggestions.UnfinishedAsync(stoppingToken);
                foreach (var dataset in asked.Where(d => first || seen.Contains(d)))
                    queue.Enqueue<ISuggestionJob>(JobQueues.Suggestions, job => job.RunAsync(dataset, CancellationToken.None));
                var unwritten = await exports.UnfinishedAsync(stoppingToken);
                foreach (var export in unwritten.Where(e => first || seen.Contains(e)))
                    queue.Enqueue<IExportJob>(JobQueues.Exports, job => job.RunAsync(export, CancellationToken.None));
                (seen, first) = ([.. unread, .. unseen, .. asked, .. unwritten], false);
            }
            catch (Exception e) when (e is DbException or TimeoutException or IOException or BackgroundJobClientException)
            {
                Log.DispatchFailed(logger, e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
