using ThermalPortal.Jobs.Engine;

namespace ThermalPortal.Jobs.Tests.Engine;

public sealed class HeartbeatTests
{
    [Fact]
    public async Task HoldWhileMissing_NoBeatForHalfAMinute_BlocksUntilTheNext()
    {
        var clock = new ManualClock();
        var heartbeat = new Heartbeat(clock);
        heartbeat.HoldWhileMissing(CancellationToken.None);
        clock.Advance(Heartbeat.Patience + TimeSpan.FromSeconds(1));
        Assert.True(heartbeat.Missing);
        var held = Task.Run(() => heartbeat.HoldWhileMissing(CancellationToken.None));
        await Task.Delay(300, TestContext.Current.CancellationToken);
        Assert.False(held.IsCompleted);
        heartbeat.Beat();
        await held.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task HoldWhileMissing_Cancelled_Throws()
    {
        var clock = new ManualClock();
        var heartbeat = new Heartbeat(clock);
        clock.Advance(Heartbeat.Patience * 2);
        using var cancel = new CancellationTokenSource();
        var held = Task.Run(() => heartbeat.HoldWhileMissing(cancel.Token));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held);
    }

    private sealed class ManualClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Volatile.Read(ref _now);

        public void Advance(TimeSpan by) => Interlocked.Add(ref _now, by.Ticks);
    }
}
