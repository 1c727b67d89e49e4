using System.Diagnostics;
using Npgsql;
using ThermalPortal.Data;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Deletion;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Quality;
using ThermalPortal.Data.Datasets.Review;
using ThermalPortal.Data.Datasets.Splits;
using ThermalPortal.Data.Datasets.Versions;
using ThermalPortal.Data.Embedded;
using ThermalPortal.Tests.Database;

namespace ThermalPortal.Benchmarks;

/// <summary>What a person waits for on the pages of a large dataset, asked of the database as the pages ask: a private PostgreSQL with its usual settings.</summary>
internal static class DatasetBenchmark
{
    private const int Pairs = 100_000, People = 2_000, Imported = 10_000, Pictures = 50_000, Runs = 40, LeastRuns = 3, PageSize = 50;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(6);

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("thermalportal-datasets-").FullName;
        try
        {
            await using var server = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions { Folder = Path.Combine(folder, "postgres") }, cancellationToken);
            await using var portal = new TestPortal(server.ConnectionString, folder);
            await portal.Get<PortalMigrator>().MigrateAsync(cancellationToken);
            var team = await portal.NewTeamAsync();
            var dataset = await portal.Get<DatasetQueries>().CreateAsync(team, new NewDataset { Name = "Large", Consent = ConsentBasis.Synthetic }, cancellationToken);
            var watch = Stopwatch.StartNew();
            await DatasetRows.FillAsync(portal.Get<NpgsqlDataSource>(), team, dataset, Pairs, People, cancellationToken);
            Console.WriteLine($"{Pairs:N0} pairs of {People:N0} people ({Pairs * 2 + Pairs / 20:N0} pictures), rows made in {watch.Elapsed.TotalSeconds:0.0} s");
            await PagesAsync(portal, team, dataset, cancellationToken);
            await OnceAsync($"same scenes among {Pictures:N0} new pictures of one kind", 600, () => Task.Run(Compare, cancellationToken));
            await SplitAsync(portal, team, dataset, cancellationToken);
            await ImportAsync(portal, team, dataset, cancellationToken);
            await RemoveAsync(portal, team, dataset, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task PagesAsync(TestPortal portal, TeamScope team, Guid dataset, CancellationToken cancellationToken)
    {
        var (datasets, captures, quality, reviews) = (portal.Get<DatasetQueries>(), portal.Get<CaptureQueries>(), portal.Get<QualityQueries>(), portal.Get<ReviewQueries>());
        Console.WriteLine($"{"gallery pages, everything they ask",-44} p50 ms  p95 ms (goal < 200)");
        foreach (var (what, filter) in new (string, CaptureFilter)[]
        {
            ("all pairs", new()), ("accepted", new() { Review = ReviewState.Accepted }), ("rejected", new() { Review = ReviewState.Rejected }),
            ("newest", new() { Order = PairOrder.Newest }), ("least sharp", new() { Order = PairOrder.LeastSharp }), ("open, least sharp", new() { Review = ReviewState.Open, Order = PairOrder.LeastSharp }),
            ("path holds '0042'", new() { Text = "0042" }), ("path holds nothing such", new() { Text = "nobody" }),
            ("blurred", new() { Fault = QualityFaults.Blurred }), ("open without a face", new() { Review = ReviewState.Open, Fault = QualityFaults.NoFace }),
        })
        {
            var total = (await captures.PairsAsync(team, dataset, filter, new PageRequest(0, 1), cancellationToken)).Total;
            foreach (var (place, skip) in new[] { ("first", 0), ("middle", total / 2), ("last", total - PageSize) }.DistinctBy(p => Math.Max(0, p.Item2)))
                await TimeAsync($"{what}, {place} page of {total:N0}", async () =>
                {
                    await datasets.FindAsync(team, dataset, cancellationToken);
                    await quality.CountsAsync(team, dataset, Tray.Paired, cancellationToken);
                    await reviews.CountsAsync(team, dataset, cancellationToken);
                    await captures.PairsAsync(team, dataset, filter, new PageRequest(skip, PageSize), cancellationToken);
                });
        }
        foreach (var (place, skip) in new[] { ("first", 0), ("last", Pairs / 20 - PageSize) })
            await TimeAsync($"unpaired, {place} page of {Pairs / 20:N0}", async () =>
            {
                await datasets.FindAsync(team, dataset, cancellationToken);
                await quality.CountsAsync(team, dataset, Tray.Unpaired, cancellationToken);
                await captures.TrayAsync(team, dataset, Tray.Unpaired, new(), new PageRequest(skip, PageSize), cancellationToken);
            });
        var middle = (await captures.PairsAsync(team, dataset, new(), new PageRequest(Pairs / 2, 1), cancellationToken)).Items[0].Id;
        await TimeAsync("viewer in the middle, with its neighbours", () => captures.FindPairAsync(team, middle, new(), cancellationToken));
        await TimeAsync("people, first page", () => portal.Get<SubjectQueries>().PageAsync(team, dataset, null, new PageRequest(0, PageSize), cancellationToken));
        await TimeAsync("near duplicates, first page", () => quality.DuplicatesAsync(team, dataset, null, new PageRequest(0, 20), cancellationToken), runs: 3);
        await TimeAsync("list of datasets", () => datasets.ListAsync(team, cancellationToken));
    }

    private static void Compare()
    {
        var random = new Random(1);
        byte[][] embeddings = [.. Enumerable.Range(0, Pictures).Select(_ => new byte[SameScenes.Width])];
        foreach (var embedding in embeddings) random.NextBytes(embedding);
        SameScenes.Groups(embeddings, new Guid?[Pictures], 0, SameScenes.VisibleLikeness, CancellationToken.None);
    }

    private static async Task SplitAsync(TestPortal portal, TeamScope team, Guid dataset, CancellationToken cancellationToken)
    {
        var (versions, options) = (portal.Get<VersionQueries>(), new SplitOptions { Balance = ["sex", "glasses"] });
        await OnceAsync($"split of {Pairs:N0} pairs, balanced and checked for leakage", 5, () => versions.PreviewAsync(team, dataset, options, cancellationToken));
        await OnceAsync("the same, frozen", null, () => versions.FreezeAsync(team, dataset, options, "", "Hashes and scenes are drawn.", cancellationToken));
        await TimeAsync("list of versions", () => versions.ListAsync(team, dataset, cancellationToken));
    }

    private static async Task ImportAsync(TestPortal portal, TeamScope team, Guid dataset, CancellationToken cancellationToken)
    {
        var (import, upload) = (portal.Get<DatasetImport>(), await DatasetRows.UploadAsync(portal.Get<NpgsqlDataSource>(), team, Imported, People, cancellationToken));
        await OnceAsync($"plan of {Imported:N0} more pairs by name", null, () => import.PlanAsync(team, dataset, upload, null, cancellationToken));
        var found = 0;
        await OnceAsync($"{Imported:N0} more pairs paired by name and kept", 60, async () => found = (await import.CommitAsync(team, dataset, upload, null, cancellationToken))!.Pairing.Pairs.Count);
        Console.WriteLine($"  {found:N0} pairs found");
    }

    private static async Task RemoveAsync(TestPortal portal, TeamScope team, Guid dataset, CancellationToken cancellationToken)
    {
        var (trash, work) = (portal.Get<TrashQueries>(), portal.Get<TrashWork>());
        await OnceAsync("put into the trash", null, () => trash.DeleteAsync(team, dataset, cancellationToken));
        await TimeAsync("the trash", () => trash.ListAsync(team, cancellationToken), runs: 3);
        await trash.EndAsync(team, dataset, versionsToo: true, cancellationToken);
        await OnceAsync("removed for good, in the background", null, () => work.RemoveAsync(dataset, cancellationToken));
        await OnceAsync("its bytes looked for and freed, in the background", null, () => work.FreeAsync(cancellationToken));
    }

    private static async Task TimeAsync(string what, Func<Task> work, int runs = Runs)
    {
        var (times, all) = (new List<double>(), Stopwatch.StartNew());
        for (var i = -2; i < runs && (all.Elapsed < _patience || times.Count < LeastRuns); i++)
        {
            var watch = Stopwatch.StartNew();
            await work();
            if (i >= 0) times.Add(watch.Elapsed.TotalMilliseconds); // two to warm up
        }
        times.Sort();
        Console.WriteLine($"  {what,-42} {times[times.Count / 2],6:0.0} {times[Math.Min(times.Count - 1, (int)(times.Count * .95))],7:0.0}");
    }

    private static async Task OnceAsync(string what, double? goal, Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        Console.WriteLine($"{what}: {watch.Elapsed.TotalSeconds:0.00} s{(goal is null ? "" : $" (goal < {goal:0})")}");
    }
}
