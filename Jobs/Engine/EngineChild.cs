using Microsoft.Extensions.Logging;
using StreamJsonRpc;
using ThermalPortal.Jobs.Processes;

namespace ThermalPortal.Jobs.Engine;

/// <summary>One engine process and the beat that keeps it working.</summary>
internal sealed class EngineChild : IAsyncDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private Task _beating = Task.CompletedTask;

    private EngineChild(ChildRpc<IEngine> rpc) => Rpc = rpc;

    public ChildRpc<IEngine> Rpc { get; }

    /// <summary>False from the moment it ended or we decided to end it.</summary>
    public bool IsAlive => KilledBecause is null && !Rpc.Closed.IsCompleted && !Rpc.Process.HasExited;

    /// <summary>Set when we killed it: why, in words.</summary>
    public string? KilledBecause { get; private set; }

    /// <summary>Starts an engine and waits for its first answer.</summary>
    /// <exception cref="EngineLostException">It ended or did not answer in time.</exception>
    public static async Task<EngineChild> StartAsync(
        ChildCommand command, EngineOptions options, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var engine = new EngineChild(ChildRpc<IEngine>.Start(command, line => Log.EngineSays(logger, line)));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.StartLimit);
        try
        {
            var hello = await engine.Rpc.Api.HelloAsync(limit.Token).WaitAsync(limit.Token);
            Log.EngineStarted(logger, hello.ProcessId, hello.Device, hello.Version);
            engine._beating = engine.BeatAsync(options, time, logger);
            return engine;
        }
        catch (Exception e) when (e is ConnectionLostException or OperationCanceledException)
        {
            engine.Kill("it did not start");
            var end = await engine.Rpc.WaitForEndAsync(TimeSpan.FromSeconds(5), CancellationToken.None);
            Log.EngineLost(logger, engine.Rpc.Process.Id, end.ExitCode, end.Words, end.LastWords);
            await engine.DisposeAsync();
            cancellationToken.ThrowIfCancellationRequested();
            throw new EngineLostException(end);
        }
    }

    public void Kill(string because)
    {
        KilledBecause ??= because;
        Rpc.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _beating;
        await Rpc.DisposeAsync();
        _ending.Dispose();
    }

    private async Task BeatAsync(EngineOptions options, TimeProvider time, ILogger logger)
    {
        try
        {
            using var timer = new PeriodicTimer(options.Beat, time);
            while (await timer.WaitForNextTickAsync(_ending.Token))
                await Rpc.Api.BeatAsync(_ending.Token).WaitAsync(options.SilenceLimit, time, _ending.Token);
        }
        catch (TimeoutException)
        {
            Log.EngineSilent(logger, Rpc.Process.Id, options.SilenceLimit.TotalSeconds);
            Kill("it stopped answering");
        }
        catch (Exception e) when (e is OperationCanceledException or ConnectionLostException or ObjectDisposedException)
        {
            // It has ended, or we are ending it: whoever waits for its answer hears of that.
        }
    }
}
