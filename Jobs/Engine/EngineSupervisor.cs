using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StreamJsonRpc;
using ThermalPortal.Jobs.Processes;

namespace ThermalPortal.Jobs.Engine;

/// <summary>
/// Holds one engine process: starts it when needed, beats to it, kills it when it hangs, and starts the next one.
/// One batch at a time (<see cref="EngineQueue"/> is the only caller that translates).
/// </summary>
internal sealed class EngineSupervisor(
    [FromKeyedServices(ChildVerbs.Engine)] ChildCommand command, EngineOptions options, TimeProvider time, ILogger<EngineSupervisor> logger) : IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1);
    private EngineChild? _current;

    /// <summary>Process id of the living engine, if there is one.</summary>
    public int? ProcessId => _current is { IsAlive: true } engine ? engine.Rpc.Process.Id : null;

    /// <summary>Starts the engine and loads a model, so that the first translation need not wait.</summary>
    public async Task WarmAsync(string modelFolder, CancellationToken cancellationToken)
    {
        var engine = await StartedAsync(cancellationToken);
        await CallAsync(engine, () => engine.Rpc.Api.LoadAsync(modelFolder, cancellationToken), cancellationToken);
    }

    /// <summary>Translates one batch.</summary>
    /// <exception cref="EngineLostException">The process died or was killed for hanging.</exception>
    /// <exception cref="EngineFaultException">The engine answered with an error.</exception>
    public async Task<TranslateReply> TranslateAsync(
        TranslateRequest request, IProgress<EngineProgress> progress, CancellationToken cancellationToken)
    {
        var engine = await StartedAsync(cancellationToken);
        return await CallAsync(engine, () => engine.Rpc.Api.TranslateAsync(request, progress, cancellationToken), cancellationToken);
    }

    /// <summary>What the classifier makes of faces. It may come between two batches; the engine works one thing at a time.</summary>
    /// <exception cref="EngineLostException">The process died or was killed for hanging.</exception>
    /// <exception cref="EngineFaultException">The engine answered with an error.</exception>
    public async Task<PredictReply> PredictAsync(PredictRequest request, CancellationToken cancellationToken)
    {
        var engine = await StartedAsync(cancellationToken);
        return await CallAsync(engine, () => engine.Rpc.Api.PredictAsync(request, cancellationToken), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_current is { } engine) await engine.DisposeAsync();
        _starting.Dispose();
    }

    private async Task<T> CallAsync<T>(EngineChild engine, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await WithGraceAsync(engine, call(), cancellationToken);
        }
        catch (RemoteInvocationException e)
        {
            throw new EngineFaultException(e.Message, e);
        }
        catch (Exception e) when (e is ConnectionLostException or ObjectDisposedException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var end = await engine.Rpc.WaitForEndAsync(TimeSpan.FromSeconds(5), cancellationToken);
            if (engine.KilledBecause is { } reason) end = end with { Words = reason };
            Log.EngineLost(logger, engine.Rpc.Process.Id, end.ExitCode, end.Words, end.LastWords);
            throw new EngineLostException(end);
        }
    }

    /// <summary>Waits for the call; after a cancellation only for the grace, then kills the engine.</summary>
    private async Task<T> WithGraceAsync<T>(EngineChild engine, Task<T> call, CancellationToken cancellationToken)
    {
        try
        {
            await call.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            var first = await Task.WhenAny(call, Task.Delay(options.CancelGrace, time, CancellationToken.None));
            if (first != call)
            {
                Log.EngineKilledAfterCancel(logger, engine.Rpc.Process.Id, options.CancelGrace.TotalSeconds);
                engine.Kill("it did not stop when the work was cancelled");
            }
            await call.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            cancellationToken.ThrowIfCancellationRequested();
        }
        return await call;
    }

    private async Task<EngineChild> StartedAsync(CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken);
        try
        {
            if (_current is { IsAlive: true } living) return living;
            if (_current is { } dead) await dead.DisposeAsync();
            _current = null;
            return _current = await EngineChild.StartAsync(command, options, time, logger, cancellationToken);
        }
        finally
        {
            _starting.Release();
        }
    }
}
