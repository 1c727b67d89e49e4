using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using ThermalPortal.Data;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Files;
using ThermalPortal.Jobs.Datasets;
using ThermalPortal.Jobs.Decoding;
using ThermalPortal.Jobs.Tests.Decoding;
using ThermalPortal.Jobs.Worker;

namespace ThermalPortal.Jobs.Tests.Datasets;

public sealed class ImportJobTests(PostgresFixture postgres)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_GoodBadAndArchive_EveryFileHasAVerdict()
    {
        await using var import = await Import.CreateAsync(postgres);
        var upload = await import.UploadAsync(
            ("good.png", Pictures.Thermal16()),
            ("grey.png", Pictures.Grey8()),
            ("more.png", [.. Pictures.Thermal16(), .. "PK\x03\x04 hidden"u8]),
            ("day/manifest.csv", "path,modality,pair\n"u8.ToArray()),
            ("day/version.json", "{}"u8.ToArray()),
            ("annotations/face_keypoints_test.json", "{}"u8.ToArray()),
            ("notes.json", "{}"u8.ToArray()),
            ("words.png", Encoding.UTF8.GetBytes("no picture")),
            ("photo.png", Pictures.Photo()),
            ("empty.png", []),
            ("huge.png", Pictures.PngOfZeros(60000, 60000, rows: 1)),
            ("people.zip", Archives.Of(("a.png", Pictures.Thermal16(variation: 1)), ("../b.png", Pictures.Thermal16()), ("c/words.png", "words"u8.ToArray()))),
            ("more.tgz", Tars.Packed(Tars.Of(("./d/e.png", Pictures.Thermal16(variation: 2))))),
            ("broken.zip", Archives.Of(("a.png", Pictures.Thermal16()))[..60]));

        await import.Job.RunAsync(upload, Token);

        var items = await import.ItemsAsync(upload);
        Assert.Equal(18, items.Count);
        Assert.DoesNotContain(items.Values, i => i.Verdict == Verdict.Pending);
        Assert.Equal((Verdict.Accepted, RadiometryBadge.RadiometricC, 80, 60), (items["good.png"].Verdict, items["good.png"].Badge, items["good.png"].Width, items["good.png"].Height));
        Assert.Equal((Verdict.Accepted, RadiometryBadge.Relative8), (items["grey.png"].Verdict, items["grey.png"].Badge));
        Assert.Equal((true, "hidden-data"), (items["more.png"].Repaired, items["more.png"].ReasonCode)); // only the picture was read
        Assert.Equal(["more.png"], items.Where(i => i.Value.Repaired).Select(i => i.Key));
        Assert.Equal((Verdict.Accepted, Modality.Visible, "ordinary-photo", 90), (items["photo.png"].Verdict, items["photo.png"].Modality, items["photo.png"].ReasonCode, items["photo.png"].Width));
        Assert.Equal(Verdict.Expanded, items["people.zip"].Verdict);
        Assert.Equal((Verdict.Manifest, null), (items["day/manifest.csv"].Verdict, items["day/manifest.csv"].Reason)); // no picture, but nothing wrong
        Assert.Equal(["annotations/face_keypoints_test.json", "day/manifest.csv", "day/version.json"], items.Where(i => i.Value.Verdict == Verdict.Manifest).Select(i => i.Key).Order(StringComparer.Ordinal)); // what our own archives hold beside pictures
        Assert.Equal(Verdict.Accepted, items["a.png"].Verdict);
        Assert.Equal((Verdict.Expanded, Verdict.Accepted), (items["more.tgz"].Verdict, items["d/e.png"].Verdict));
        Assert.Equal("archive-path", items["../b.png"].ReasonCode);
        Assert.Equal("archive-damaged", items["broken.zip"].ReasonCode);
        Assert.All(items.Values.Where(i => i.Verdict == Verdict.Rejected), i => Assert.False(string.IsNullOrEmpty(i.Reason) || string.IsNullOrEmpty(i.Advice)));
        Assert.Equal(UploadState.Finished, (await import.Portal.Get<UploadQueries>().FindAsync(import.Scope, upload, Token))!.State);
    }

    [Fact]
    public async Task RunAsync_TwiceAndAtOnce_DoublesNothing()
    {
        await using var import = await Import.CreateAsync(postgres);
        var upload = await import.UploadAsync(("people.zip", Archives.Of(("a.png", Pictures.Thermal16()), ("b.png", Pictures.Thermal16(variation: 2)))));
        await Task.WhenAll(import.Job.RunAsync(upload, Token), import.Job.RunAsync(upload, Token));
        await import.Job.RunAsync(upload, Token);
        Assert.Equal(["a.png", "b.png", "people.zip"], (await import.ItemsAsync(upload)).Keys.Order());
    }

    [Fact]
    public async Task RunAsync_ThousandFiles_AllHaveVerdicts()
    {
        await using var import = await Import.CreateAsync(postgres);
        var watch = Stopwatch.StartNew();
        var upload = await import.UploadAsync([.. Enumerable.Range(0, 1000).Select(i => ($"{i}.png", Pictures.Thermal16(120, 90, i)))]);
        double sent = watch.Elapsed.TotalSeconds;
        await import.Job.RunAsync(upload, Token);
        TestContext.Current.TestOutputHelper?.WriteLine($"stored in {sent:0.0} s, all verdicts after {watch.Elapsed.TotalSeconds:0.0} s");
        Assert.Equal(1000, (await import.Portal.Get<UploadQueries>().FindAsync(import.Scope, upload, Token))!.Accepted);
    }
}
