using System.Diagnostics;
using System.Text;
using ThermalPortal.Data.Files;
using ThermalPortal.Data.Translations;
using ThermalPortal.Jobs.Tests.Decoding;
using ThermalPortal.Jobs.Tests.Engine;

namespace ThermalPortal.Jobs.Tests.Translations;

public sealed class TranslationJobTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Run_TwoPicturesTwoSamples_StoresResultsWithMetadata()
    {
        await using var portal = await WorkedPortal.CreateAsync(postgres);
        portal.StartWorker();
        var run = await portal.NewRunAsync(2, new TranslationOptions { Crop = CropMode.None, Samples = 2, Seed = 42, Steps = 5, Attributes = { ["glasses"] = "sun" } });
        var done = await portal.WaitAsync(run, r => r.IsFinal);
        Assert.True(done.State == RunState.Succeeded, done.Reason + portal.Output);
        Assert.Equal(1, done.Progress);
        Assert.Equal(2, done.Inputs.Count);
        foreach (var input in done.Inputs)
        {
            Assert.Null(input.Error);
            Assert.NotNull(input.ThermalPreviewFileId);
            Assert.Equal([42, 43], input.Results.Select(r => r.Seed));
            Assert.Equal(60, input.Results[0].Crop.Width);
            Assert.Contains(input.Attributes, a => a.Name == "glasses");
        }
        var file = (await portal.Portal.Get<FileQueries>().FindAsync(portal.Scope, done.Inputs[0].Results[0].FileId, CancellationToken.None))!;
        string png = Encoding.Latin1.GetString(await ReadAsync(portal.Portal.Get<IFileStore>(), file.Sha256));
        Assert.Contains("synthesised from a thermal image, not a photograph", png, StringComparison.Ordinal);
        Assert.Contains("ThermalPortal-Seed\042", png, StringComparison.Ordinal);
        Assert.Contains(new string('a', 64), png, StringComparison.Ordinal);
        Assert.Contains("iTXtXML:com.adobe.xmp", png, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OneBadPicture_OthersAreTranslatedAndItSaysWhy()
    {
        await using var portal = await WorkedPortal.CreateAsync(postgres);
        portal.StartWorker();
        var run = await portal.NewRunAsync(2, others: [Encoding.UTF8.GetBytes("no picture"), Pictures.Thermal16()[..300]]);
        var done = await portal.WaitAsync(run, r => r.IsFinal);
        Assert.Equal(RunState.Succeeded, done.State);
        Assert.Equal(2, done.Inputs.Count(i => i.Results.Count == 1));
        Assert.All(done.Inputs.Skip(2), i => Assert.False(string.IsNullOrEmpty(i.Error) || string.IsNullOrEmpty(i.ErrorAdvice)));
    }

    [Fact]
    public async Task Run_NoFaceFound_SaysWhatToDo()
    {
        await using var portal = await WorkedPortal.CreateAsync(postgres);
        portal.StartWorker();
        var done = await portal.WaitAsync(await portal.NewRunAsync(1, new TranslationOptions()), r => r.IsFinal);
        Assert.Equal((RunState.Failed, RunReasons.BadData), (done.State, done.ReasonCode));
        Assert.Contains("by hand", done.Inputs[0].ErrorAdvice, StringComparison.Ordinal);
        Assert.NotNull(done.Inputs[0].ThermalPreviewFileId);
    }

    [Fact]
    public async Task Run_ManualCrop_IsUsedAsDrawn()
    {
        await using var portal = await WorkedPortal.CreateAsync(postgres);
        portal.StartWorker();
        var options = new TranslationOptions { Crop = CropMode.Manual, Rectangle = new CropRectangle(10, 5, 40, 40, 12) };
        var done = await portal.WaitAsync(await portal.NewRunAsync(1, options), r => r.IsFinal);
        Assert.Equal(RunState.Succeeded, done.State);
        Assert.Equal(new CropRectangle(10, 5, 40, 40, 12), done.Inputs[0].Results[0].Crop);
    }

    [Fact]
    public async Task Run_UnknownAttribute_FailsWithTheNamesThereAre()
    {
        await using var portal = await WorkedPortal.CreateAsync(postgres);
        portal.StartWorker();
        var options = new TranslationOptions { Crop = CropMode.None, Attributes = { ["hat"] = "yes" } };
        var done = await portal.WaitAsync(await portal.NewRunAsync(1, options), r => r.IsFinal);
        Assert.Equal(RunState.Failed, done.State);
        Assert.Contains("glasses", done.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ManyRunsAtOnce_ShareBatches()
    {
        await using var portal = await WorkedPortal.CreateAsync(postgres);
        portal.Behave(new Behaviour { StepMilliseconds = 20 });
        List<Guid> runs = [];
        for (int i = 0; i < 6; i++) runs.Add(await portal.NewRunAsync(3));
        portal.StartWorker();
        foreach (var run in runs) Assert.Equal(RunState.Succeeded, (await portal.WaitAsync(run, r => r.IsFinal)).State);
        int batches = File.ReadLines(Path.Combine(portal.ModelFolder, "batches.txt")).Count();
        Assert.InRange(batches, 1, 12);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancel_WhileRunning_FreesTheEngineWithinTenSeconds(bool deaf)
    {
        await using var portal = await WorkedPortal.CreateAsync(postgres);
        portal.Behave(new Behaviour { StepMilliseconds = 100, Hangs = deaf });
        portal.StartWorker();
        var run = await portal.NewRunAsync(1, new TranslationOptions { Crop = CropMode.None, Steps = 100 });
        await portal.WaitAsync(run, _ => File.Exists(Path.Combine(portal.ModelFolder, "batches.txt")));
        portal.Behave(new Behaviour());
        var watch = Stopwatch.StartNew();
        await portal.Portal.Get<TranslationQueries>().CancelAsync(portal.Scope, run, CancellationToken.None);
        var canceled = await portal.WaitAsync(run, r => r.IsFinal, 10);
        Assert.Equal((RunState.Canceled, RunReasons.User), (canceled.State, canceled.ReasonCode));

        var next = await portal.NewRunAsync();
        await portal.WaitAsync(next, r => r.IsFinal, 20);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, deaf ? 20 : 10);
    }

    private static async Task<byte[]> ReadAsync(IFileStore store, string sha256)
    {
        await using var stream = store.OpenRead(sha256);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }
}
