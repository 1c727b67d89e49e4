using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Views;
using ThermalPortal.Jobs.Tests.Decoding;

namespace ThermalPortal.Jobs.Tests.Datasets;

/// <summary>More than 300 hostile files through the whole way in, and what is made of those that may stay.</summary>
public sealed class HostileCorpusTests(PostgresFixture postgres)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_HostileFiles_AreAllRefusedOrCleanedAndNothingIsWrittenOutsideTheStore()
    {
        var (mark, watch) = ($"hostile{Guid.NewGuid():N}"[..20], Stopwatch.StartNew());
        await using var import = await Import.CreateAsync(postgres);
        (string Name, byte[] Bytes, bool Refuse)[] files = [.. new HostileCorpus(mark).Files()];
        Assert.True(files.Length >= 300, $"{files.Length} files");
        (string, byte[])[] sent = [.. files.Select((f, i) => ($"{f.Name}|{i}", f.Bytes)), ("good.png", Pictures.Thermal16(variation: 5000))];
        var upload = await import.UploadAsync(sent);
        await import.Job.RunAsync(upload, Token);

        var items = await AllAsync(import, upload);
        Assert.Equal(UploadState.Finished, (await import.Portal.Get<UploadQueries>().FindAsync(import.Scope, upload, Token))!.State);
        Assert.DoesNotContain(items, i => i.Verdict == Verdict.Pending);
        Assert.All(items.Where(i => i.Verdict == Verdict.Rejected), i => Assert.False(string.IsNullOrWhiteSpace(i.Reason) || string.IsNullOrWhiteSpace(i.Advice), i.OriginalName));
        Assert.Equal(Verdict.Accepted, items.Single(i => i.OriginalName == "good.png").Verdict);
        var verdicts = items.Where(i => i.OriginalName.Contains('|', StringComparison.Ordinal) && i.EmbeddedIn is null).ToDictionary(i => int.Parse(i.OriginalName.Split('|')[^1], System.Globalization.CultureInfo.InvariantCulture));
        var let = files.Select((f, i) => (f.Name, f.Refuse, Verdict: verdicts[i])).Where(f => f.Refuse && f.Verdict.Verdict != Verdict.Rejected).Select(f => $"{f.Name}: {f.Verdict.Verdict} {f.Verdict.Badge}");
        Assert.Empty(let);
        Assert.DoesNotContain(items, i => i.Verdict == Verdict.Accepted && i.OriginalName.Contains(mark, StringComparison.Ordinal) && !i.OriginalName.Contains('|', StringComparison.Ordinal)); // what wanted out of its archive

        await LookAtAllAsync(import, upload);
        var made = Directory.EnumerateFiles(import.FilesFolder, "*", SearchOption.AllDirectories).ToList();
        Assert.All(made, file => Assert.Equal(Path.GetFileName(file), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))));
        var sentHashes = sent.Select(f => Convert.ToHexStringLower(SHA256.HashData(f.Item2))).ToHashSet();
        foreach (var file in made.Where(f => !sentHashes.Contains(Path.GetFileName(f)))) // made here, or unpacked
            Assert.False(Encoding.Latin1.GetString(File.ReadAllBytes(file)).Contains(mark, StringComparison.Ordinal), $"{file} still holds what was hidden.");
        AssertNothingOutside(import, mark);
        TestContext.Current.TestOutputHelper?.WriteLine($"{files.Length} files, {items.Count} rows, {items.Count(i => i.Verdict == Verdict.Accepted)} accepted and cleaned, {watch.Elapsed.TotalSeconds:0.0} s");
    }

    /// <summary>Imports what was accepted and makes the pictures people would look at.</summary>
    private static async Task LookAtAllAsync(Import import, Guid upload)
    {
        var dataset = await import.Portal.Get<DatasetQueries>().CreateAsync(import.Scope, new NewDataset { Name = "Hostile" }, Token);
        await import.Portal.Get<DatasetImport>().CommitAsync(import.Scope, dataset, upload, null, Token);
        await import.Views.RunAsync(dataset, Token);
        Assert.Empty(await import.Portal.Get<ViewWork>().PendingAsync(import.Scope, dataset, 10, Token));
    }

    private static void AssertNothingOutside(Import import, string mark)
    {
        var top = Path.GetDirectoryName(import.FilesFolder)!;
        Assert.All(Directory.EnumerateFiles(top, "*", SearchOption.AllDirectories), file => Assert.StartsWith(import.FilesFolder, file, StringComparison.Ordinal)); // no scratch is left either
        string[] places = [Directory.GetCurrentDirectory(), AppContext.BaseDirectory, Path.GetTempPath(), Path.GetDirectoryName(top)!, Path.GetPathRoot(top)!, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)];
        Assert.All(places.Where(Directory.Exists), place => Assert.Empty(Directory.EnumerateFileSystemEntries(place, $"*{mark}*")));
    }

    private static async Task<List<ImageItem>> AllAsync(Import import, Guid upload)
    {
        List<ImageItem> all = [];
        while (await import.Portal.Get<UploadQueries>().ItemsAsync(import.Scope, upload, null, new(all.Count, 200), Token) is { Items.Count: > 0 and var count } page) all.AddRange(page.Items.Take(count));
        return all;
    }
}
