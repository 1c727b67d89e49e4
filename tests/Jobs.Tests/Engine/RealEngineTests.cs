using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Abstractions;
using ThermalPortal.Inference.Weights;
using ThermalPortal.Jobs.Engine;
using ThermalPortal.Jobs.Processes;

namespace ThermalPortal.Jobs.Tests.Engine;

/// <summary>The engine as it ships, with a tiny model of random weights.</summary>
public sealed class RealEngineTests : IAsyncDisposable
{
    private const int Side = 32;
    private readonly string _folder = Directory.CreateTempSubdirectory("thermalportal-").FullName;
    private readonly EngineSupervisor _engine;

    public RealEngineTests()
    {
        using (var networks = ModelNetworks.Create(ModelPresets.Nano)) ModelFolder.Save(Path.Combine(_folder, "model"), networks);
        var options = new EngineOptions();
        _engine = new EngineSupervisor(
            ChildCommand.OfThisProgram(ChildVerbs.Engine, options.ToEnvironment()), options, TimeProvider.System, NullLogger<EngineSupervisor>.Instance);
    }

    [Fact]
    public async Task TranslateAsync_AloneAndInABatch_MakesTheSamePicture()
    {
        var watch = Stopwatch.StartNew();
        await _engine.WarmAsync(Path.Combine(_folder, "model"), TestContext.Current.CancellationToken);
        double warm = watch.Elapsed.TotalSeconds;
        var alone = await TranslateAsync([Item("alone", 7)]);
        var batch = await TranslateAsync([Item("a", 1), Item("b", 7), Item("c", 3)]);

        Assert.Equal(ModelFolder.HashOf(Path.Combine(_folder, "model")), alone.ModelSha256);
        Assert.Equal(Side, alone.Items[0].Side);
        Assert.Equal(["age_group", "expression", "facial_hair", "glasses", "hair_colour", "headwear", "pose", "sex", "skin_tone"], alone.Items[0].Attributes.Select(a => a.Name).Order());
        Assert.Equal(["hair_colour", "skin_tone"], alone.Items[0].Attributes.Where(a => a.Probabilities.Count == 0).Select(a => a.Name).Order());
        Assert.All(alone.Items[0].Attributes.Where(a => a.Probabilities.Count > 0), a => Assert.InRange(a.Probabilities.Values.Sum(), 0.98, 1.02));
        byte[] first = Read("alone"), second = Read("b");
        Assert.Equal(Side * Side * 3, first.Length);
        Assert.InRange(first.Zip(second).Max(p => Math.Abs(p.First - p.Second)), 0, 2);
        Assert.NotEqual(first, Read("a"));
        using var process = Process.GetProcessById(_engine.ProcessId!.Value);
        TestContext.Current.TestOutputHelper?.WriteLine($"warm after {warm:0.0} s, {process.WorkingSet64 >> 20} MiB");
        Assert.Equal(3, batch.Items.Count);
    }

    [Fact]
    public async Task TranslateAsync_AttributeItDoesNotHave_IsAFaultInWords()
    {
        var item = Item("x", 1) with { Attributes = new Dictionary<string, string> { ["hat"] = "yes" } };
        var fault = await Assert.ThrowsAsync<EngineFaultException>(() => TranslateAsync([item]));
        Assert.Contains("hat", fault.Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private Task<TranslateReply> TranslateAsync(TranslateItem[] items) => _engine.TranslateAsync(
        new TranslateRequest(Path.Combine(_folder, "model"), 3, 1.5, 2, TimeSpan.Zero, items), new Silent(), TestContext.Current.CancellationToken);

    private TranslateItem Item(string name, long seed)
    {
        string thermal = Path.Combine(_folder, "thermal.f32");
        float[] values = [.. Enumerable.Range(0, Side * Side).Select(i => MathF.Sin(i * 0.05f))];
        File.WriteAllBytes(thermal, MemoryMarshal.AsBytes(values.AsSpan()));
        return new TranslateItem(thermal, false, seed, new Dictionary<string, string>(), Path.Combine(_folder, name), Path.Combine(_folder, name + ".live"));
    }

    private byte[] Read(string name) => File.ReadAllBytes(Path.Combine(_folder, name));

    private sealed class Silent : IProgress<EngineProgress>
    {
        public void Report(EngineProgress value)
        {
        }
    }
}
