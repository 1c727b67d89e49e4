using System.Text;
using ThermalPortal.Data.Files;
using ThermalPortal.Data.Translations;
using ThermalPortal.Jobs.Tests.Decoding;
using ThermalPortal.Jobs.Tests.Engine;

namespace ThermalPortal.Jobs.Tests.Translations;

public sealed class TranslationJobTests(OneWorker worker) : IClassFixture<OneWorker>
{
    private static readonly TranslationOptions _whole = new() { Crop = CropMode.None };
    private readonly WorkedPortal _portal = worker.Portal;

    [Fact]
    public async Task Run_TwoPicturesTwoSamples_StoresResultsWithMetadata()
    {
        var run = await _portal.NewRunAsync(2, _whole with { Samples = 2, Seed = 42, Steps = 5 });
        var done = await _portal.EndOfAsync(run);
        Assert.True(done.State == RunState.Succeeded, done.Reason + _portal.Output);
        Assert.Equal(1, done.Progress);
        Assert.Equal(2, done.Inputs.Count);
        foreach (var input in done.Inputs)
        {
            Assert.Null(input.Error);
            Assert.NotNull(input.ThermalPreviewFileId);
            Assert.Equal([42, 43], input.Results.Select(r => r.Seed));
            Assert.Equal(80, input.Results[0].Crop.Width);
            Assert.Contains(input.Attributes, a => a is { Name: "glasses", Value: "none", Source: AttributeSource.Predicted });
        }
        var result = done.Inputs[0].Results[0];
        var runs = _portal.Portal.Get<TranslationQueries>();
        byte[] clean = await ReadAsync((await runs.ResultFileAsync(_portal.Scope, result.Id, CancellationToken.None))!);
        byte[] marked = await ReadAsync((await runs.MarkedFileAsync(_portal.Scope, result.Id, CancellationToken.None))!);
        foreach (string png in new[] { clean, marked }.Select(Encoding.Latin1.GetString))
        {
            Assert.Contains("synthesised from a thermal image, not a photograph", png, StringComparison.Ordinal);
            Assert.Contains("ThermalPortal-Seed\042", png, StringComparison.Ordinal);
            Assert.Contains(new string('a', 64), png, StringComparison.Ordinal);
            Assert.Contains("iTXtXML:com.adobe.xmp", png, StringComparison.Ordinal);
        }
        Assert.Equal((128, 128), SizeOf(clean));
        Assert.Equal(128, SizeOf(marked).Width);
        Assert.InRange(SizeOf(marked).Height, 140, 180);
    }

    [Fact]
    public async Task Run_OneBadPicture_OthersAreTranslatedAndItSaysWhy()
    {
        var run = await _portal.NewRunAsync(
            2, others: [Encoding.UTF8.GetBytes("no picture"), Pictures.Thermal16()[..300], Archives.Of(("a.png", Pictures.Thermal16()))]);
        var done = await _portal.EndOfAsync(run);
        Assert.Equal(RunState.Succeeded, done.State);
        Assert.Equal(2, done.Inputs.Count(i => i.Results.Count == 1));
        Assert.All(done.Inputs.Skip(2), i => Assert.False(string.IsNullOrEmpty(i.Error) || string.IsNullOrEmpty(i.ErrorAdvice)));
        Assert.All(done.Inputs.Skip(2), i => Assert.Equal(InputState.Failed, i.State));
    }

    [Fact]
    public async Task Run_NoFaceFound_SaysWhatToDo()
    {
        var done = await _portal.EndOfAsync(await _portal.NewRunAsync(0, new TranslationOptions(), others: Pictures.Grey8()));
        Assert.Equal((RunState.Failed, RunReasons.BadData), (done.State, done.ReasonCode));
        Assert.Contains("by hand", done.Inputs[0].ErrorAdvice, StringComparison.Ordinal);
        Assert.NotNull(done.Inputs[0].ThermalPreviewFileId);
    }

    [Fact]
    public async Task Run_ManualCrop_IsUsedAsDrawn()
    {
        var options = new TranslationOptions { Crop = CropMode.Manual, Rectangle = new CropRectangle(10, 5, 40, 40, 12) };
        var done = await _portal.EndOfAsync(await _portal.NewRunAsync(1, options));
        Assert.Equal(RunState.Succeeded, done.State);
        Assert.Equal(new CropRectangle(10, 5, 40, 40, 12), done.Inputs[0].Results[0].Crop);
    }

    [Fact]
    public async Task Run_UnknownAttribute_FailsWithTheNamesThereAre()
    {
        var done = await _portal.EndOfAsync(await _portal.NewRunAsync(1, _whole with { Attributes = new() { ["hat"] = "yes" } }));
        Assert.Equal(RunState.Failed, done.State);
        Assert.Contains("glasses", done.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ModelThrows_FailsAndSaysSo()
    {
        var done = await _portal.EndOfAsync(await _portal.NewRunAsync(1, model: _portal.NewModel(new Behaviour { Throws = true })));
        Assert.Equal((RunState.Failed, RunReasons.Internal), (done.State, done.ReasonCode));
    }

    [Fact]
    public async Task Run_ModelGone_FailsAndSaysSo()
    {
        var model = _portal.NewModel();
        var run = await _portal.NewRunAsync(0, model: model, others: Pictures.Thermal16());
        Directory.Delete(model.Folder, recursive: true);
        // It may have been quicker than we were: then a second run finds the model gone.
        if ((await _portal.EndOfAsync(run)).State == RunState.Succeeded)
            run = (await _portal.Portal.Get<TranslationQueries>().RepeatAsync(_portal.Scope, run, true, CancellationToken.None))!.Value;
        Assert.Equal(RunReasons.ModelMissing, (await _portal.EndOfAsync(run)).ReasonCode);
    }

    [Fact]
    public async Task Run_ManyRunsAtOnce_ShareBatches()
    {
        var model = _portal.NewModel(new Behaviour { StepMilliseconds = 20 });
        List<Guid> runs = [];
        for (int i = 0; i < 6; i++) runs.Add(await _portal.NewRunAsync(3, model: model));
        foreach (var run in runs) Assert.Equal(RunState.Succeeded, (await _portal.EndOfAsync(run)).State);
        Assert.InRange(model.Batches.Count, 1, 14);
    }

    [Fact]
    public async Task Run_WhileItWorks_ShowsProgressAndPreview()
    {
        var run = await _portal.NewRunAsync(1, _whole with { Steps = 60 }, _portal.NewModel(new Behaviour { StepMilliseconds = 100 }));
        var previews = _portal.Portal.Get<LivePreviews>();
        var working = await _portal.WaitAsync(run, r => r.Progress > 0.2);
        Assert.Equal(RunState.Running, working.State);
        var live = Assert.Single(await previews.ListAsync(_portal.Scope, run, CancellationToken.None));
        Assert.Equal((128, 128), SizeOf((await previews.FindAsync(_portal.Scope, live.InputId, CancellationToken.None))!));
        await _portal.EndOfAsync(run);
        Assert.Empty(await previews.ListAsync(_portal.Scope, run, CancellationToken.None));
    }

    private async Task<byte[]> ReadAsync(StoredFile file)
    {
        await using var stream = _portal.Portal.Get<IFileStore>().OpenRead(file.Sha256);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }

    private static (int Width, int Height) SizeOf(byte[] png) =>
        (System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
}
