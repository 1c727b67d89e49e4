using ThermalPortal.Data;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.ServerFolders;
using ThermalPortal.Jobs.Tests.Decoding;
using ThermalPortal.Tests.Shared;

namespace ThermalPortal.Jobs.Tests.Datasets;

/// <summary>A folder of the server on its way into a dataset.</summary>
public sealed class FolderImportTests(PostgresFixture postgres)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_Folder_IsCopiedJudgedAndImportedOnce()
    {
        await using var import = await Import.CreateAsync(postgres);
        Write(import, ("day/ada/thermal/1.png", Pictures.Thermal16()), ("day/ada/rgb/1.png", Pictures.Photo()), ("day/notes.txt", "words"u8.ToArray()), ("day/empty.png", []),
            ("day/more.zip", Archives.Of(("eva/thermal/2.png", Pictures.Thermal16(variation: 1)))), ("other/9.png", Pictures.Thermal16(variation: 9)));
        var before = Snapshot(import.ServerFolder);
        var upload = await StartAsync(import, "day");
        await import.Job.RunAsync(upload, Token);

        var items = await import.ItemsAsync(upload);
        Assert.Equal(["ada/rgb/1.png", "ada/thermal/1.png", "empty.png", "eva/thermal/2.png", "more.zip", "notes.txt"], items.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([Verdict.Accepted, Verdict.Accepted, Verdict.Rejected, Verdict.Accepted, Verdict.Expanded, Verdict.Rejected], items.OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => i.Value.Verdict));
        Assert.Equal("empty", items["empty.png"].ReasonCode);
        var summary = await FindAsync(import, upload);
        Assert.Equal((UploadState.Finished, 5, new FolderSource("recordings", "day")), (summary.State, summary.Expected, summary.Source));

        var dataset = await import.Portal.Get<DatasetQueries>().CreateAsync(import.Scope, new NewDataset { Name = "Set" }, Token);
        var intake = import.Portal.Get<DatasetImport>();
        Assert.Equal((3, 1), await intake.CommitAsync(import.Scope, dataset, upload, null, Token) is { } plan ? (plan.Items.Count, plan.Pairing.Pairs.Count) : default);
        var again = await StartAsync(import, "day");
        await import.Job.RunAsync(again, Token);
        Assert.Empty((await intake.CommitAsync(import.Scope, dataset, again, null, Token))!.Items);
        Assert.Equal(before, Snapshot(import.ServerFolder));
    }

    [Fact]
    public async Task RunAsync_StoppedByACrashHalfWay_GoesOnWithoutCopyingTwice()
    {
        await using var import = await Import.CreateAsync(postgres);
        Write(import, [.. Enumerable.Range(0, 20).Select(i => ($"{i:00}.png", Pictures.Thermal16(variation: i)))]);
        var upload = await StartAsync(import, "");
        using (var first = File.OpenRead(Path.Combine(import.ServerFolder, "07.png"))) // as if a worker had died after this one
            await import.Portal.Get<UploadQueries>().AddFileAsync(import.Scope, upload, "07.png", "image/png", first, Token);
        File.WriteAllBytes(Path.Combine(import.ServerFolder, "07.png"), Pictures.Thermal16(variation: 99)); // would be a second row if it were copied again
        Assert.Contains(upload, await import.Portal.Get<UploadWork>().UnfinishedAsync(Token)); // a starting worker finds it
        await import.Job.RunAsync(upload, Token);
        Assert.Equal((UploadState.Finished, 20), await FindAsync(import, upload) is var found ? (found.State, found.Accepted) : default);
    }

    [Fact]
    public async Task RunAsync_CancelledWhileItRuns_StopsAndNothingCanBeImported()
    {
        await using var import = await Import.CreateAsync(postgres);
        Write(import, [.. Enumerable.Range(0, 600).Select(i => ($"{i:000}.png", Pictures.Thermal16(200, 150, i)))]);
        var upload = await StartAsync(import, "");
        var running = import.Job.RunAsync(upload, Token);
        Assert.True(await import.Portal.Get<UploadQueries>().CancelAsync(import.Scope, upload, Token));
        await running.WaitAsync(TimeSpan.FromSeconds(20), Token);
        Assert.True(await FindAsync(import, upload) is { State: UploadState.Cancelled, Problem: null });
        Assert.False(await import.Portal.Get<UploadQueries>().CancelAsync(import.Scope, upload, Token));
        Assert.DoesNotContain(upload, await import.Portal.Get<UploadWork>().UnfinishedAsync(Token));
        var dataset = await import.Portal.Get<DatasetQueries>().CreateAsync(import.Scope, new NewDataset { Name = "Set" }, Token);
        Assert.Null(await import.Portal.Get<DatasetImport>().CommitAsync(import.Scope, dataset, upload, null, Token));
    }

    [Theory]
    [InlineData("recordings", "../files", "leads out")]
    [InlineData("recordings", "link", "passes a link")]
    [InlineData("recordings", "gone", "no folder")]
    [InlineData("elsewhere", "", "may not import")]
    [InlineData("recordings", "empty", "no files")]
    public async Task RunAsync_FolderThatIsNotAllowedAnyMore_EndsWithTheReason(string root, string folder, string words)
    {
        await using var import = await Import.CreateAsync(postgres);
        Directory.CreateDirectory(Path.Combine(import.ServerFolder, "empty"));
        Directory.CreateSymbolicLink(Path.Combine(import.ServerFolder, "link"), import.FilesFolder);
        var upload = await import.Portal.Get<UploadQueries>().StartAsync(import.Scope, new FolderSource(root, folder), Token);
        await import.Job.RunAsync(upload, Token);
        var summary = await FindAsync(import, upload);
        Assert.Equal(UploadState.Cancelled, summary.State);
        Assert.Contains(words, summary.Problem);
        Assert.Empty(await import.ItemsAsync(upload));
    }

    [Fact]
    public async Task RunAsync_RadiometricJpegWithPhoto_PhotoIsAPartnerAndTheFileIsUntouched()
    {
        await using var import = await Import.CreateAsync(postgres);
        var bytes = File.ReadAllBytes(SharedData.Path("thermal-files", "thermal_parser_FLIR_AX8.jpg"));
        Write(import, ("ax8.jpg", bytes));
        var upload = await StartAsync(import, "");
        await import.Job.RunAsync(upload, Token);
        await import.Job.RunAsync(upload, Token);

        var items = await import.ItemsAsync(upload);
        var (thermal, photo) = (items["ax8.jpg"], items["ax8.photo.jpg"]);
        Assert.Equal((Modality.Thermal, RadiometryBadge.RadiometricC, null), (thermal.Modality, thermal.Badge, thermal.Reason));
        Assert.Equal((Modality.Visible, thermal.Id, 640, 480), (photo.Modality, photo.EmbeddedIn, photo.Width, photo.Height));
        Assert.Equal(bytes, await BytesAsync(import, thermal.FileId!.Value));
        Assert.DoesNotContain("Exif", System.Text.Encoding.Latin1.GetString(await BytesAsync(import, photo.FileId!.Value)), StringComparison.Ordinal);
    }

    private static async Task<byte[]> BytesAsync(Import import, Guid file)
    {
        var stored = (await import.Portal.Get<Data.Files.FileQueries>().FindAsync(import.Scope, file, Token))!;
        return await File.ReadAllBytesAsync(import.Portal.Get<Data.Files.IFileStore>().LocalPath(stored.Sha256)!, Token);
    }

    private static Task<Guid> StartAsync(Import import, string folder) => import.Portal.Get<UploadQueries>().StartAsync(import.Scope, new FolderSource("recordings", folder), Token);

    private static async Task<UploadSummary> FindAsync(Import import, Guid upload) => (await import.Portal.Get<UploadQueries>().FindAsync(import.Scope, upload, Token))!;

    private static void Write(Import import, params (string Name, byte[] Bytes)[] files)
    {
        foreach (var (name, bytes) in files)
        {
            var path = Path.Combine(import.ServerFolder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
        }
    }

    /// <summary>Names, sizes and times of everything in a folder.</summary>
    private static string Snapshot(string folder) => string.Join('\n', new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
        .Select(f => $"{f.FullName} {(f as FileInfo)?.Length} {f.LastWriteTimeUtc:O}").Order(StringComparer.Ordinal));
}
