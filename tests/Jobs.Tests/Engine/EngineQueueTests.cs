using Microsoft.Extensions.Logging.Abstractions;
using ThermalPortal.Jobs.Engine;

namespace ThermalPortal.Jobs.Tests.Engine;

public sealed class EngineQueueTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Add_ManyPicturesOfTwoRuns_ShareBatchesInTurn()
    {
        await using var engine = new EngineFixture(new EngineOptions { BatchSize = 4 });
        using var queue = new EngineQueue(engine.Supervisor, engine.Options, TimeProvider.System, NullLogger<EngineQueue>.Instance);
        var first = Tickets(engine, Guid.NewGuid(), [1, 2, 3, 4, 5, 6]);
        var second = Tickets(engine, Guid.NewGuid(), [101, 102]);
        queue.Add(first);
        queue.Add(second);
        await queue.StartAsync(Token);
        await Task.WhenAll(first.Concat(second).Select(t => t.Outcome)).WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.Equal(["1,101,2,102", "3,4,5,6"], engine.Batches);
        await queue.StopAsync(Token);
    }

    [Fact]
    public async Task Add_OtherSettings_GoInAnotherBatch()
    {
        await using var engine = new EngineFixture();
        using var queue = new EngineQueue(engine.Supervisor, engine.Options, TimeProvider.System, NullLogger<EngineQueue>.Instance);
        var first = Tickets(engine, Guid.NewGuid(), [1]);
        var second = Tickets(engine, Guid.NewGuid(), [2], steps: 5);
        queue.Add(first);
        queue.Add(second);
        await queue.StartAsync(Token);
        await Task.WhenAll(first.Concat(second).Select(t => t.Outcome)).WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.Equal(["1", "2"], engine.Batches);
        await queue.StopAsync(Token);
    }

    [Fact]
    public async Task Add_OneRunKillsTheEngine_OnlyThatRunHearsOfIt()
    {
        await using var engine = new EngineFixture();
        new Behaviour { DiesOnSeed = 13 }.WriteTo(engine.Folder);
        using var queue = new EngineQueue(engine.Supervisor, engine.Options, TimeProvider.System, NullLogger<EngineQueue>.Instance);
        var innocent = Tickets(engine, Guid.NewGuid(), [1, 2]);
        var guilty = Tickets(engine, Guid.NewGuid(), [13]);
        queue.Add(innocent);
        queue.Add(guilty);
        await queue.StartAsync(Token);
        await Task.WhenAll(innocent.Select(t => t.Outcome)).WaitAsync(TimeSpan.FromSeconds(30), Token);
        await Assert.ThrowsAsync<EngineLostException>(() => guilty[0].Outcome.WaitAsync(TimeSpan.FromSeconds(30), Token));
        await queue.StopAsync(Token);
    }

    [Fact]
    public async Task Add_CancelledWhileWaiting_NeverReachesTheEngine()
    {
        await using var engine = new EngineFixture();
        using var queue = new EngineQueue(engine.Supervisor, engine.Options, TimeProvider.System, NullLogger<EngineQueue>.Instance);
        using var cancel = new CancellationTokenSource();
        var cancelled = Tickets(engine, Guid.NewGuid(), [1], token: cancel.Token);
        var other = Tickets(engine, Guid.NewGuid(), [2]);
        queue.Add(cancelled);
        queue.Add(other);
        await cancel.CancelAsync();
        await queue.StartAsync(Token);
        await other[0].Outcome.WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.True(cancelled[0].Outcome.IsCanceled);
        Assert.Equal(["2"], engine.Batches);
        await queue.StopAsync(Token);
    }

    [Fact]
    public async Task Announce_PictureStillPrepared_JoinsTheBatchAndHoldsUpNoOtherRun()
    {
        await using var engine = new EngineFixture();
        var clock = new StoppedClock(); // nobody's patience ends
        using var queue = new EngineQueue(engine.Supervisor, engine.Options, clock, NullLogger<EngineQueue>.Instance);
        var run = Guid.NewGuid();
        var pictures = Tickets(engine, run, [1, 2]);
        var other = Tickets(engine, Guid.NewGuid(), [3], steps: 3);
        var coming = queue.Announce(run);
        queue.Add([pictures[0]]);
        queue.Add(other);
        await queue.StartAsync(Token);
        await other[0].Outcome.WaitAsync(TimeSpan.FromSeconds(30), Token);
        queue.Add([pictures[1]]);
        coming.Dispose();
        await Task.WhenAll(pictures.Select(t => t.Outcome)).WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.Equal(["3", "1,2"], engine.Batches);
        await queue.StopAsync(Token);
    }

    [Fact]
    public async Task Announce_PictureThatTakesLong_IsNotWaitedForForever()
    {
        await using var engine = new EngineFixture();
        using var queue = new EngineQueue(engine.Supervisor, engine.Options, TimeProvider.System, NullLogger<EngineQueue>.Instance);
        var run = Guid.NewGuid();
        var ready = Tickets(engine, run, [1]);
        using var coming = queue.Announce(run);
        queue.Add(ready);
        await queue.StartAsync(Token);
        await ready[0].Outcome.WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.Equal(["1"], engine.Batches);
        await queue.StopAsync(Token);
    }

    [Fact]
    public async Task WaitUntilIdle_WhilePicturesArePrepared_WaitsButNotForever()
    {
        await using var engine = new EngineFixture();
        using var queue = new EngineQueue(engine.Supervisor, engine.Options, TimeProvider.System, NullLogger<EngineQueue>.Instance);
        await queue.StartAsync(Token);
        var coming = queue.Announce(Guid.NewGuid());
        var waiting = queue.WaitUntilIdleAsync(TimeSpan.FromMinutes(1), Token);
        await queue.WaitUntilIdleAsync(TimeSpan.FromSeconds(1), Token); // its patience ends
        Assert.False(waiting.IsCompleted);
        coming.Dispose();
        await waiting.WaitAsync(TimeSpan.FromSeconds(30), Token);
        await queue.StopAsync(Token);
    }

    private static List<EngineTicket> Tickets(EngineFixture engine, Guid run, long[] seeds, int steps = 2, CancellationToken token = default) =>
        [.. seeds.Select(seed => new EngineTicket(run, new EngineSettings(engine.Folder, steps, 1.5), engine.Item(seed), null, token))];

    private sealed class StoppedClock : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }
}
