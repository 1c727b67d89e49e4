using System.Text;
using ThermalPortal.Data;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Quality;
using ThermalPortal.Data.Datasets.Scales;
using ThermalPortal.Data.Files;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Thermal;
using ThermalPortal.Jobs.Tests.Decoding;

namespace ThermalPortal.Jobs.Tests.Datasets;

public sealed class ViewsJobTests(PostgresFixture postgres)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_ThermalAndVisible_MakesThumbnailsValuesAndPicture()
    {
        await using var import = await Import.CreateAsync(postgres);
        var dataset = await import.Portal.Get<DatasetQueries>().CreateAsync(import.Scope, new NewDataset { Name = "Set" }, Token);
        var upload = await import.UploadAsync(("eva/thermal/1.png", Pictures.Thermal16()), ("eva/rgb/1.png", Pictures.Photo()));
        await import.Job.RunAsync(upload, Token);
        await import.Portal.Get<DatasetImport>().CommitAsync(import.Scope, dataset, upload, null, Token);

        await import.Views.RunAsync(dataset, Token);
        var pair = await PairAsync();
        Assert.Equal(("image/webp", "image/png"), (await KindAsync(pair.Thermal!.ThumbnailId), await KindAsync(pair.Thermal.FrameId)));
        Assert.Equal(("image/webp", "image/webp"), (await KindAsync(pair.Visible!.ThumbnailId), await KindAsync(pair.Visible.FrameId)));
        Assert.True(pair.Thermal.Sharpness > 1 && pair.Visible.Sharpness > 20, $"{pair.Thermal.Sharpness} {pair.Visible.Sharpness}"); // a smooth spot, and noise
        Assert.Equal((0, QualityFaults.NoFace), (pair.Visible.Faces, pair.Visible.Faults));
        Assert.Equal((80, 60, 90, 60), (pair.Thermal.Width, pair.Thermal.Height, pair.Visible.Width, pair.Visible.Height));
        Assert.Empty(pair.Visible.FoundFaces!);
        Assert.True(pair.Thermal.Reading() is { Format: "png-16", Scale: TemperatureScale.CentiKelvin, Guessed: true, Median: > 29000 and < 32000 }, $"{pair.Thermal.Reading()}");
        Assert.Null(pair.Visible.Reading());
        Assert.True(pair.Thermal.Hash is not null && pair.Visible.Hash is not null && pair.Thermal.Hash != pair.Visible.Hash);
        await import.Views.RunAsync(dataset, Token);
        var again = await PairAsync();
        Assert.Equal((pair.Thermal.FrameId, pair.Thermal.ViewedAt), (again.Thermal!.FrameId, again.Thermal.ViewedAt));
        await import.Views.RunAsync(Guid.NewGuid(), Token); // gone meanwhile

        async Task<CapturePair> PairAsync() => Assert.Single((await import.Portal.Get<CaptureQueries>().PairsAsync(import.Scope, dataset, new(), new PageRequest(0, 9), Token)).Items);
        async Task<string> KindAsync(Guid? file) => (await import.Portal.Get<FileQueries>().FindAsync(import.Scope, file!.Value, Token))!.MediaType;
    }

    [Fact]
    public void Scales_OfTheReadersAndOfTheData_AreTheSame()
    {
        Assert.Equal(Enum.GetNames<ThermalScale>().Order(), Enum.GetNames<TemperatureScale>().Order());
        foreach (var format in new[] { "png-16", "csv" })
            foreach (var scale in TemperatureScales.OfFormat(format))
            {
                var (gain, offset) = scale.Linear();
                int[] stored = [.. Enumerable.Range(0, 64).Select(i => (int)Math.Round((30 - offset) / gain) + i % 9)];
                var bytes = format == "csv" ? Encoding.UTF8.GetBytes(string.Join('\n', stored.Chunk(8).Select(row => string.Join(',', row)))) : PngWriter.Grey16(8, 8, [.. stored.Select(v => (ushort)v)]);
                var read = ThermalFrameReader.Read(bytes, new ThermalReadOptions { Scale = Enum.Parse<ThermalScale>(scale.ToString()) }, Token);
                var frame = Assert.IsType<ThermalReadResult.Accepted>(read).Frame;
                Assert.Equal(scale.Of(stored[3]), frame.Values[3], 1e-3);
                Assert.Equal(format, frame.Format);
            }
    }

    [Fact]
    public async Task RunAsync_FileThatCannotBeShown_IsNotTriedAgain()
    {
        await using var import = await Import.CreateAsync(postgres);
        var dataset = await import.Portal.Get<DatasetQueries>().CreateAsync(import.Scope, new NewDataset { Name = "Set" }, Token);
        var upload = await import.UploadAsync(("a.png", Pictures.Thermal16()));
        await import.Job.RunAsync(upload, Token);
        await import.Portal.Get<DatasetImport>().CommitAsync(import.Scope, dataset, upload, null, Token);
        foreach (var file in Directory.EnumerateFiles(import.FilesFolder, "*", SearchOption.AllDirectories)) File.WriteAllText(file, "damaged on the disk");

        await import.Views.RunAsync(dataset, Token);
        var capture = Assert.Single((await import.Portal.Get<CaptureQueries>().TrayAsync(import.Scope, dataset, Tray.Unpaired, new(), new PageRequest(0, 9), Token)).Items);
        Assert.NotNull(capture.ViewedAt);
        Assert.Null(capture.ThumbnailId);
        Assert.Equal((QualityFaults.Unreadable, null), (capture.Faults, capture.Hash));
    }
}
