namespace ThermalPortal.Web.Live;

/// <summary>
/// Runs a callback for signals, never twice at once and never sooner than <paramref name="pause"/> after the last run; signals in
/// between melt into one run at the end of the pause, so the last one is never lost.
/// </summary>
/// <param name="callback">What to do; its exceptions are the caller's to handle.</param>
/// <param name="pause">Least time between two runs.</param>
/// <param name="time">Clock.</param>
public sealed class Throttle(Func<CancellationToken, Task> callback, TimeSpan pause, TimeProvider time) : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private bool _wanted;
    private Task? _pump;

    /// <summary>Asks for a run; returns at once, from any thread.</summary>
    public void Signal()
    {
        lock (_gate)
        {
            _wanted = true;
            if (_end.IsCancellationRequested || _pump is { IsCompleted: false }) return;
            _pump = Task.Run(PumpAsync);
        }
    }

    /// <summary>Ends it; a run under way sees its token cancelled.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        Task? last;
        lock (_gate) last = _pump;
        if (last is not null) await last.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task PumpAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            lock (_gate) _wanted = false;
            await callback(_end.Token);
            await Task.Delay(pause, time, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lock (_gate)
            {
                if (_wanted) continue;
                _pump = null;
                return;
            }
        }
    }
}
