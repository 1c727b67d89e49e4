using System.Data.Common;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Export;
using ThermalPortal.Data.Datasets.Export.Archives;
using ThermalPortal.Data.Datasets.Versions;
using ThermalPortal.Data.Files;
using ThermalPortal.Data.JobContracts;
using ThermalPortal.Jobs.Worker;

namespace ThermalPortal.Jobs.Datasets;

/// <summary>Writes an archive of a version beside the store, then gives it to the store.</summary>
internal sealed class ExportJob(ExportWork work, VersionQueries versions, VersionArchive archive, FileQueries files, IFileStore store, ScratchFolder scratch, ILogger<ExportJob> logger) : IExportJob
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    public async Task RunAsync(Guid exportId, CancellationToken cancellationToken)
    {
        // Restart point 1: it was done, or nobody asks any more: nothing to do. Half an archive is thrown away and begun anew: it is the same again.
        if (await work.FindAsync(exportId, cancellationToken) is not var (scope, export)) return;
        try
        {
            var (file, problem) = await WriteAsync(scope, export, cancellationToken);
            await work.EndAsync(scope, exportId, file, problem, cancellationToken);
        }
        catch (Exception e) when (e is not (OperationCanceledException or DbException)) // a shutdown or a database that went away: taken up again later
        {
            Log.ExportFailed(logger, e, exportId);
            var problem = e switch
            {
                FileNotFoundException => "The bytes of a picture are missing from the portal's store. An administrator should look after its disk or backup.",
                IOException io when DiskSpace.IsFull(io) => DiskSpace.Sentence(await work.BytesAsync(scope, export.VersionId, CancellationToken.None), store.FreeBytes ?? 0),
                _ => "Something went wrong inside the portal. Ask again.",
            };
            await work.EndAsync(scope, exportId, null, problem, CancellationToken.None);
        }
    }

    private async Task<(Guid? File, string? Problem)> WriteAsync(TeamScope scope, VersionExport export, CancellationToken cancellationToken)
    {
        if (await versions.ContentAsync(scope, export.VersionId, cancellationToken) is not { } content) return (null, "The version is gone.");
        if (ExportRule.Refusal(content.Dataset.Consent) is { } refusal) return (null, refusal);
        if (store.Refusal(await work.BytesAsync(scope, export.VersionId, cancellationToken)) is { } full) return (null, full);
        if (export.Pseudonymous) content = Pseudonyms.Of(content);
        using var folder = scratch.Create();
        var path = folder.File(content.FileName);
        var told = Stopwatch.StartNew();
        await work.ProgressAsync(scope, export.Id, 0, content.Pairs.Count, cancellationToken);
        await using (var output = File.Create(path))
            await archive.WriteAsync(content, export.Format, output, cancellationToken, async written =>
            {
                if (told.Elapsed < _pause) return;
                told.Restart();
                await work.ProgressAsync(scope, export.Id, written, content.Pairs.Count, cancellationToken);
            });
        // Restart point 2: the store keeps an archive once, however often it is given.
        await using var whole = File.OpenRead(path);
        return ((await files.AddAsync(scope, whole, "application/zip", cancellationToken)).Id, null);
    }
}
