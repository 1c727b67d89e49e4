using System.Diagnostics;
using ThermalPortal.Jobs.Engine;

namespace ThermalPortal.Jobs.Tests.Engine;

public sealed class EngineSupervisorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TranslateAsync_OneBatch_WritesPicturesReportsStepsAndPreviews()
    {
        await using var engine = new EngineFixture();
        var steps = new Recorder();
        var reply = await engine.Supervisor.TranslateAsync(engine.Request(6, 7, 8), steps, Token);

        Assert.Equal(new string('a', 64), reply.ModelSha256);
        Assert.Equal(2, reply.Items.Count);
        Assert.Equal(128, reply.Items[0].Side);
        Assert.Equal("none", Assert.Single(reply.Items[0].Attributes).Value);
        byte[] picture = File.ReadAllBytes(Path.Combine(engine.Folder, "8.rgb"));
        Assert.Equal(128 * 128 * 3, picture.Length);
        Assert.Equal([127, 127, 8], picture[..3]);
        Assert.True(File.Exists(Path.Combine(engine.Folder, "7.live")));
        Assert.Equal([1, 2, 3, 4, 5, 6], steps.Seen.Select(s => s.Step));
        Assert.Equal([2, 4], steps.Seen.Where(s => s.Previewed).Select(s => s.Step));
    }

    [Fact]
    public async Task TranslateAsync_SecondBatch_UsesTheSameProcess()
    {
        await using var engine = new EngineFixture();
        await engine.Supervisor.TranslateAsync(engine.Request(1, 1), new Recorder(), Token);
        int? first = engine.Supervisor.ProcessId;
        await engine.Supervisor.TranslateAsync(engine.Request(1, 2), new Recorder(), Token);
        Assert.NotNull(first);
        Assert.Equal(first, engine.Supervisor.ProcessId);
    }

    [Fact]
    public async Task TranslateAsync_EngineKilled_SaysSoAndTheNextCallStartsAnother()
    {
        await using var engine = new EngineFixture();
        new Behaviour { StepMilliseconds = 50 }.WriteTo(engine.Folder);
        for (int kill = 0; kill < 3; kill++)
        {
            var work = engine.Supervisor.TranslateAsync(engine.Request(100, 1), new Recorder(), Token);
            while (engine.Batches.Count <= kill) await Task.Delay(20, Token);
            using (var process = Process.GetProcessById(engine.Supervisor.ProcessId!.Value)) process.Kill();
            var lost = await Assert.ThrowsAsync<EngineLostException>(() => work);
            Assert.Contains("killed", lost.Message, StringComparison.Ordinal);
        }
        new Behaviour().WriteTo(engine.Folder);
        Assert.Single((await engine.Supervisor.TranslateAsync(engine.Request(2, 1), new Recorder(), Token)).Items);
    }

    [Fact]
    public async Task TranslateAsync_ModelThrows_IsAFaultAndTheEngineLives()
    {
        await using var engine = new EngineFixture();
        new Behaviour { Throws = true }.WriteTo(engine.Folder);
        var fault = await Assert.ThrowsAsync<EngineFaultException>(() => engine.Supervisor.TranslateAsync(engine.Request(2, 1), new Recorder(), Token));
        Assert.Contains("the network said no", fault.Message, StringComparison.Ordinal);
        int? process = engine.Supervisor.ProcessId;
        new Behaviour().WriteTo(engine.Folder);
        await engine.Supervisor.TranslateAsync(engine.Request(2, 1), new Recorder(), Token);
        Assert.Equal(process, engine.Supervisor.ProcessId);
    }

    [Fact]
    public async Task TranslateAsync_Cancelled_StopsAtTheNextStepAndKeepsTheEngine()
    {
        await using var engine = new EngineFixture();
        new Behaviour { StepMilliseconds = 50 }.WriteTo(engine.Folder);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var started = new TaskCompletionSource();
        var work = engine.Supervisor.TranslateAsync(engine.Request(1000, 1), new Recorder(_ => started.TrySetResult()), cancel.Token);
        await started.Task.WaitAsync(TimeSpan.FromSeconds(20), Token);
        int? process = engine.Supervisor.ProcessId;
        var watch = Stopwatch.StartNew();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 2);
        Assert.Equal(process, engine.Supervisor.ProcessId);
    }

    [Fact]
    public async Task TranslateAsync_CancelledButDeaf_IsKilledAfterTheGrace()
    {
        await using var engine = new EngineFixture(new EngineOptions { CancelGrace = TimeSpan.FromSeconds(1) });
        new Behaviour { Hangs = true }.WriteTo(engine.Folder);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var work = engine.Supervisor.TranslateAsync(engine.Request(2, 1), new Recorder(), cancel.Token);
        while (engine.Batches.Count == 0) await Task.Delay(20, Token);
        var watch = Stopwatch.StartNew();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.9, 5);
        Assert.Null(engine.Supervisor.ProcessId);
    }

    [Fact]
    public async Task DisposeAsync_EndsTheEngine()
    {
        var engine = new EngineFixture();
        await engine.Supervisor.TranslateAsync(engine.Request(1, 1), new Recorder(), Token);
        int id = engine.Supervisor.ProcessId!.Value;
        await engine.DisposeAsync();
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(id));
    }

    private sealed class Recorder(Action<EngineProgress>? onStep = null) : IProgress<EngineProgress>
    {
        public List<EngineProgress> Seen { get; } = [];

        public void Report(EngineProgress value)
        {
            lock (Seen) Seen.Add(value);
            onStep?.Invoke(value);
        }
    }
}
