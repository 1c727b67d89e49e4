using System.Diagnostics;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Jobs.Datasets;

namespace ThermalPortal.Jobs.Tests.Datasets;

public sealed class ArchiveWatchTests(PostgresFixture postgres)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Report_ManyTimes_WritesTheLatestOnceASecondUntilTheEnd()
    {
        await using var import = await Import.CreateAsync(postgres);
        var uploads = import.Portal.Get<UploadQueries>();
        var upload = await uploads.StartAsync(import.Scope, Token);
        await uploads.CloseAsync(import.Scope, upload, Token);
        await using var watch = new ArchiveWatch(import.Portal.Get<UploadWork>(), import.Scope, upload, TimeProvider.System);
        var started = Stopwatch.StartNew();
        HashSet<int> seen = [];
        for (var n = 1; started.Elapsed < TimeSpan.FromSeconds(2.5); n++)
        {
            watch.Report(new ArchiveProgress(n, null, n, 1_000_000));
            if ((await uploads.FindAsync(import.Scope, upload, Token))!.Unpacking is { } progress) seen.Add(progress.Files);
            await Task.Delay(5, Token);
        }
        Assert.InRange(seen.Count, 1, 2);
        await watch.DisposeAsync();
        var last = (await uploads.FindAsync(import.Scope, upload, Token))!.Unpacking;
        watch.Report(new ArchiveProgress(-1, null, 0, 0));
        await Task.Delay(1200, Token);
        Assert.Equal(last, (await uploads.FindAsync(import.Scope, upload, Token))!.Unpacking);
    }
}
