using ThermalPortal.Jobs.Processes;

namespace ThermalPortal.Jobs.Engine;

/// <summary>Gives memory that a batch has left behind back to the system once the engine has had no work for a while: the next batch pays for it, the one after does not.</summary>
internal sealed class IdleMemory : IDisposable
{
    private static readonly TimeSpan _after = TimeSpan.FromSeconds(5);
    private readonly ITimer _timer;
    private SemaphoreSlim? _turn;

    public IdleMemory(TimeProvider time) => _timer = time.CreateTimer(_ => GiveBack(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Work has ended: starts the wait anew.</summary>
    /// <param name="turn">Held while memory is given back, so that no work begins meanwhile.</param>
    public void GiveBackLater(SemaphoreSlim turn)
    {
        _turn = turn;
        _timer.Change(_after, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();

    private void GiveBack()
    {
        if (_turn?.Wait(0) != true) return; // work has begun; its end starts the wait anew
        try
        {
            GC.Collect();
            NativeEnvironment.TrimHeap();
        }
        finally
        {
            _turn.Release();
        }
    }
}
