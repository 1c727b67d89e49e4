using ThermalPortal.Jobs.Processes;

namespace ThermalPortal.Jobs.Worker;

/// <summary>The process that started this worker, watched from the first moment.</summary>
internal sealed class Parent : IDisposable
{
    private readonly CancellationTokenSource _gone = new();

    public Parent(WorkerOptions options, TimeProvider time)
    {
        List<Task> watches = [];
        if (options.StopWithInput) watches.Add(ParentWatch.WaitForClosedInputAsync(CancellationToken.None));
        if (options.ParentProcess != 0) watches.Add(ParentWatch.WaitForEndAsync(options.ParentProcess, time, CancellationToken.None));
        Gone = watches.Count == 0 ? Task.Delay(Timeout.Infinite) : WatchAsync(watches);
    }

    /// <summary>Completes when the parent is gone; never, where nobody asked to watch.</summary>
    public Task Gone { get; }

    /// <summary>Cancelled when the parent is gone.</summary>
    public CancellationToken Token => _gone.Token;

    public void Dispose() => _gone.Dispose();

    private async Task WatchAsync(List<Task> watches)
    {
        await Task.WhenAny(watches);
        try
        {
            await _gone.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // The worker has ended before its parent.
        }
    }
}
