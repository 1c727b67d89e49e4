using System.IO.Compression;
using Microsoft.Extensions.Logging.Abstractions;
using ThermalPortal.Data;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Labels;
using ThermalPortal.Data.Datasets.Suggestions;
using ThermalPortal.Data.Models;
using ThermalPortal.Inference.Weights;
using ThermalPortal.Jobs.Datasets;
using ThermalPortal.Jobs.Engine;
using ThermalPortal.Jobs.Processes;
using ThermalPortal.Jobs.Tests.Decoding;

namespace ThermalPortal.Jobs.Tests.Datasets;

/// <summary>A dataset with two faces of the demo and one picture without a face; the real engine with a tiny model of random weights.</summary>
public sealed class SuggestionJobTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly string[] _demo = ["person01-1", "person02-1"];
    private readonly EngineOptions _options = new();
    private Import _import = null!;
    private EngineSupervisor _engine = null!;
    private EngineQueue _queue = null!;
    private Guid _dataset;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SuggestionQueries Suggestions => _import.Portal.Get<SuggestionQueries>();

    private SuggestionJob Job => new(_import.Portal.Get<SuggestionWork>(), _import.Portal.Get<ModelQueries>(), _import.Faces, _engine, _queue, NullLogger<SuggestionJob>.Instance);

    public async ValueTask InitializeAsync()
    {
        _import = await Import.CreateAsync(postgres);
        _engine = new EngineSupervisor(ChildCommand.OfThisProgram(ChildVerbs.Engine, _options.ToEnvironment()), _options, TimeProvider.System, NullLogger<EngineSupervisor>.Instance);
        _queue = new EngineQueue(_engine, _options, TimeProvider.System, NullLogger<EngineQueue>.Instance);
        _dataset = await _import.Portal.Get<DatasetQueries>().CreateAsync(_import.Scope, new NewDataset { Name = "Set" }, Token);
        await using var archive = await ZipFile.OpenReadAsync(Path.Combine(AppContext.BaseDirectory, "Demo", "rendered-faces.zip"), Token);
        var files = _demo.SelectMany(n => new[] { ($"{n}/thermal/1.png", Bytes($"thermal/{n}.png")), ($"{n}/rgb/1.jpg", Bytes($"visible/{n}.jpg")) })
            .Concat([("zoe/thermal/1.png", Pictures.Thermal16()), ("zoe/rgb/1.png", Pictures.Photo())]);
        var upload = await _import.UploadAsync([.. files]);
        await _import.Job.RunAsync(upload, Token);
        await _import.Portal.Get<DatasetImport>().CommitAsync(_import.Scope, _dataset, upload, null, Token);

        byte[] Bytes(string name)
        {
            using var bytes = new MemoryStream();
            using var content = archive.GetEntry(name)!.Open();
            content.CopyTo(bytes);
            return bytes.ToArray();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Dispose();
        await _engine.DisposeAsync();
        await _import.DisposeAsync();
    }

    [Fact]
    public async Task RunAsync_Asked_SuggestsOncePerModelAndNothingWithoutAFace()
    {
        await RegisterAsync(ModelPresets.Nano);
        var labelled = (await PairsAsync())[0];
        await _import.Portal.Get<LabelQueries>().SetAsync(_import.Scope, _dataset, [new(labelled.Id, null)], "sex", "female", Token);
        await Job.RunAsync(_dataset, Token); // nobody has asked
        Assert.Empty(await AllOpenAsync());

        await Suggestions.AskAsync(_import.Scope, _dataset, Token);
        await Job.RunAsync(_dataset, Token);
        var state = await Suggestions.StateAsync(_import.Scope, _dataset, Token);
        Assert.Equal((false, 3, 3, null), (state.Working, state.Request!.Looked, state.Request.Total, state.Request.Problem));
        var open = await AllOpenAsync();
        Assert.Equal(2 * ModelPresets.Nano.Attributes.Predicted.Heads.Count - 1, open.Count); // all attributes of two faces, but for the sex somebody has said
        Assert.All(open, s => Assert.True(s is { ModelName: "thermalportal-nano", Confidence: > 0 and <= 1 } && s.Value != "unknown", $"{s.ModelName} {s.Confidence} {s.Value}"));
        Assert.DoesNotContain(open, s => s.PairId == labelled.Id && s.Name == "sex");

        await Suggestions.AskAsync(_import.Scope, _dataset, Token);
        await Job.RunAsync(_dataset, Token);
        Assert.Equal(open.Select(s => s.Id).Order(), (await AllOpenAsync()).Select(s => s.Id).Order()); // the same, not new ones
    }

    [Fact]
    public async Task RunAsync_ModelThatIsNeverSure_SuggestsNothingAndIsNotAskedAgain()
    {
        var calibration = new Inference.Attributes.AttributeCalibration(1, 1.1, .9, .1);
        await RegisterAsync(ModelPresets.Nano with { Calibration = [.. ModelPresets.Nano.Attributes.Predicted.Heads.Select(_ => calibration)] });
        await Suggestions.AskAsync(_import.Scope, _dataset, Token);
        await Job.RunAsync(_dataset, Token);
        Assert.Empty(await AllOpenAsync());
        var model = (await _import.Portal.Get<ModelQueries>().ResolveAsync(_import.Scope, null, Token))!;
        var next = await _import.Portal.Get<SuggestionWork>().NextAsync(_import.Scope, _dataset, new(model.Name, model.Version, model.Sha256), ["sex"], Guid.Empty, 9, Token);
        Assert.All(next, p => Assert.Empty(p.Names));
    }

    [Fact]
    public async Task RunAsync_NoModel_SaysSo()
    {
        await Suggestions.AskAsync(_import.Scope, _dataset, Token);
        await Job.RunAsync(_dataset, Token);
        Assert.Contains("no model", (await Suggestions.StateAsync(_import.Scope, _dataset, Token)).Request!.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_SomebodyWaitsForAFace_WaitsToo()
    {
        await RegisterAsync(ModelPresets.Nano);
        await Suggestions.AskAsync(_import.Scope, _dataset, Token);
        Task job;
        using (_queue.Announce(Guid.NewGuid()))
        {
            job = Job.RunAsync(_dataset, Token);
            await Task.Delay(TimeSpan.FromSeconds(4), Token); // it loses patience with three pictures, two seconds each
            Assert.Empty(await AllOpenAsync());
            Assert.Null(_engine.ProcessId); // it did not even start one
        }
        await job;
        Assert.NotEmpty(await AllOpenAsync());
    }

    private async Task RegisterAsync(ModelOptions options)
    {
        var folder = Path.Combine(_import.FilesFolder, "..", "model");
        using (var networks = ModelNetworks.Create(options)) ModelFolder.Save(folder, networks);
        await _import.Portal.Get<ModelQueries>().RegisterShippedAsync(
            new ModelRegistration { Name = "thermalportal-nano", Version = "1", Sha256 = ModelFolder.HashOf(folder), Folder = Path.GetFullPath(folder), OptionsJson = "{}" }, Token);
    }

    private async Task<IReadOnlyList<AttributeSuggestion>> AllOpenAsync()
    {
        Guid[] pairs = [.. (await PairsAsync()).Select(p => p.Id)];
        List<AttributeSuggestion> open = [];
        foreach (var head in ModelPresets.Nano.Attributes.Heads) open.AddRange((await Suggestions.OpenAsync(_import.Scope, pairs, head.Name, Token)).Values);
        return open;
    }

    private async Task<IReadOnlyList<CapturePair>> PairsAsync() => (await _import.Portal.Get<CaptureQueries>().PairsAsync(_import.Scope, _dataset, new(), new PageRequest(0, 9), Token)).Items;
}
