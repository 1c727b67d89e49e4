using System.IO.Compression;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.JobContracts;

namespace ThermalPortal.Jobs.Datasets;

/// <summary>Takes the demo dataset that ships with the worker into a team, by the way every dataset takes: upload, verdicts, manifest, import.</summary>
internal sealed class DemoJob(DatasetQueries datasets, UploadQueries uploads, IImportJob import, DatasetImport intake, IViewsJob views) : IDemoJob
{
    /// <summary>Its name; a team that has a dataset of this name with pictures in it gets no other.</summary>
    public const string Name = "Demo: rendered faces";

    private static readonly string _archive = Path.Combine(AppContext.BaseDirectory, "Demo", "rendered-faces.zip");

    private static readonly NewDataset _description = new()
    {
        Name = Name, Consent = ConsentBasis.Synthetic,
        Terms = "40 rendered people, two sessions each, thermal and visible aligned pixel by pixel. Nobody's face. Our own renders, CC0.",
    };

    public async Task RunAsync(Guid teamId, Guid userId, CancellationToken cancellationToken)
    {
        var scope = new TeamScope(teamId, userId);
        // Restart point 1: the dataset is there and filled: done. There and empty: fill it.
        var known = (await datasets.ListAsync(scope, cancellationToken)).FirstOrDefault(d => d.Name == Name);
        if (known is { Captures: > 0 }) return;
        // Restart point 2: a new upload of the same bytes stores nothing twice.
        var upload = await uploads.StartAsync(scope, cancellationToken);
        await using (var archive = await ZipFile.OpenReadAsync(_archive, cancellationToken))
            foreach (var entry in archive.Entries)
            {
                await using var content = await entry.OpenAsync(cancellationToken);
                await uploads.AddFileAsync(scope, upload, entry.FullName, MediaTypeOf(entry.Name), content, cancellationToken);
            }
        await uploads.CloseAsync(scope, upload, cancellationToken);
        await import.RunAsync(upload, cancellationToken);
        var dataset = known?.Id ?? await datasets.CreateAsync(scope, _description, cancellationToken);
        // Restart point 3: the import is one transaction.
        await intake.CommitAsync(scope, dataset, upload, null, cancellationToken);
        await views.RunAsync(dataset, cancellationToken);
    }

    private static string MediaTypeOf(string name) => Path.GetExtension(name) switch { ".png" => "image/png", ".jpg" => "image/jpeg", _ => "text/csv" };
}
