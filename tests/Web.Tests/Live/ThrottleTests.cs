using ThermalPortal.Web.Live;

namespace ThermalPortal.Web.Tests.Live;

public sealed class ThrottleTests
{
    [Fact]
    public async Task Signal_ManyAtOnce_RunsTwiceAndNeverLosesTheLast()
    {
        var runs = 0;
        await using var throttle = new Throttle(_ => { Interlocked.Increment(ref runs); return Task.CompletedTask; }, TimeSpan.FromMilliseconds(40), TimeProvider.System);
        for (var n = 0; n < 100; n++) throttle.Signal();
        await Task.Delay(400);
        Assert.InRange(runs, 1, 2);
        var before = runs;
        throttle.Signal();
        await Task.Delay(400);
        Assert.Equal(before + 1, runs);
    }

    [Fact]
    public async Task Dispose_WhileRunning_CancelsTheRun()
    {
        var started = new TaskCompletionSource();
        var cancelled = false;
        var throttle = new Throttle(
            async token =>
            {
                started.SetResult();
                await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancelled = token.IsCancellationRequested;
            },
            TimeSpan.Zero, TimeProvider.System);
        throttle.Signal();
        await started.Task;
        await throttle.DisposeAsync();
        Assert.True(cancelled);
    }
}
