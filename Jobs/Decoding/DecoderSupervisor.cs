using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StreamJsonRpc;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Jobs.Processes;

namespace ThermalPortal.Jobs.Decoding;

/// <summary>
/// Holds one decoder process for many files, one file at a time. A file that makes it crash, hang or swell loses the process and
/// gets a verdict; the next file gets a new process.
/// </summary>
internal sealed class DecoderSupervisor(
    [FromKeyedServices(ChildVerbs.Decoder)] ChildCommand command, DecoderOptions options, TimeProvider time, ILogger<DecoderSupervisor> logger) : IAsyncDisposable
{
    private static readonly TimeSpan _memoryPoll = TimeSpan.FromMilliseconds(50);
    private readonly SemaphoreSlim _turn = new(1);
    private ChildRpc<IDecoder>? _child;
    private int _served;
    private CancellationTokenSource? _idle;

    /// <summary>Process id of the living decoder, if there is one.</summary>
    public int? ProcessId => _child is { } child && IsAlive(child) ? child.Process.Id : null;

    public Task<InspectReply> InspectAsync(InspectRequest request, CancellationToken cancellationToken) =>
        CallAsync((decoder, token) => decoder.InspectAsync(request, token), options.PictureLimit, cancellationToken);

    /// <summary>Several small files by one call; lost, if any of them costs the process.</summary>
    public Task<IReadOnlyList<InspectReply>> InspectManyAsync(IReadOnlyList<InspectRequest> requests, CancellationToken cancellationToken) =>
        CallAsync((decoder, token) => decoder.InspectManyAsync(requests, token), options.PictureLimit, cancellationToken);

    public Task<PrepareReply> PrepareAsync(PrepareRequest request, CancellationToken cancellationToken) =>
        CallAsync((decoder, token) => decoder.PrepareAsync(request, token), options.PictureLimit, cancellationToken);

    public Task<ViewReply> ViewAsync(ViewRequest request, CancellationToken cancellationToken) =>
        CallAsync((decoder, token) => decoder.ViewAsync(request, token), options.PictureLimit, cancellationToken);

    public Task<ExpandReply> ExpandAsync(ExpandRequest request, IProgress<ArchiveProgress> progress, CancellationToken cancellationToken) =>
        CallAsync((decoder, token) => decoder.ExpandAsync(request, progress, token), options.ArchiveLimitFor(new FileInfo(request.File).Length), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _turn.Dispose();
    }

    /// <exception cref="DecoderLostException">The file's verdict, when it cost us the process.</exception>
    private async Task<T> CallAsync<T>(
        Func<IDecoder, CancellationToken, Task<T>> call, TimeSpan limit, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _idle?.Cancel();
            var child = await StartedAsync();
            bool fresh = _served++ == 0;
            try
            {
                return await WatchedAsync(child, call(child.Api, cancellationToken), limit, cancellationToken);
            }
            catch (DecoderLostException lost) when (!fresh && lost.Refusal.Code != Verdicts.TooSlowCode && !IsAlive(child))
            {
                // What files before this one left behind may have brought it down: a new process decides.
                child = await StartedAsync();
                _served++;
                return await WatchedAsync(child, call(child.Api, cancellationToken), limit, cancellationToken);
            }
        }
        finally
        {
            EndWhenIdle();
            _turn.Release();
        }
    }

    private async Task<T> WatchedAsync<T>(ChildRpc<IDecoder> child, Task<T> call, TimeSpan limit, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        Refusal? killedFor = null;
        try
        {
            while (await Task.WhenAny(call, Task.Delay(_memoryPoll, time, cancellationToken)) != call)
            {
                if (cancellationToken.IsCancellationRequested) killedFor = Verdicts.Cancelled;
                else if (time.GetElapsedTime(started) > limit) killedFor = Verdicts.TooSlow(limit);
                else if (ResidentBytes(child.Process) > (long)options.MemoryMiB * 1024 * 1024) killedFor = Verdicts.TooMuchMemory(options.MemoryMiB);
                if (killedFor is not null) child.Kill();
            }
            return await call;
        }
        catch (RemoteInvocationException e)
        {
            throw new DecoderLostException(Verdicts.Unreadable(e.Message));
        }
        catch (Exception e) when (e is ConnectionLostException or ObjectDisposedException or IOException or OperationCanceledException)
        {
            var end = await child.WaitForEndAsync(TimeSpan.FromSeconds(2), CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            var verdict = killedFor ?? (end.OutOfMemory ? Verdicts.TooMuchMemory(options.MemoryMiB) : Verdicts.CrashedReader);
            Log.DecoderLost(logger, end.ExitCode, verdict.Code);
            throw new DecoderLostException(verdict);
        }
    }

    private async Task<ChildRpc<IDecoder>> StartedAsync()
    {
        if (_child is { } living && IsAlive(living)) return living;
        await EndAsync();
        _served = 0;
        _child = ChildRpc<IDecoder>.Start(command, line => Log.DecoderSays(logger, line));
        return _child;
    }

    private async Task EndAsync()
    {
        if (_child is { } child) await child.DisposeAsync();
        _child = null;
    }

    private void EndWhenIdle()
    {
        _idle?.Dispose();
        _idle = new CancellationTokenSource();
        _ = EndAfterAsync(_idle.Token);

        async Task EndAfterAsync(CancellationToken wanted)
        {
            try
            {
                await Task.Delay(options.IdleLimit, time, wanted);
                await _turn.WaitAsync(wanted);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            try
            {
                if (!wanted.IsCancellationRequested) await EndAsync();
            }
            finally
            {
                _turn.Release();
            }
        }
    }

    private static bool IsAlive(ChildRpc<IDecoder> child) => !child.Closed.IsCompleted && !child.Process.HasExited;

    private static long ResidentBytes(Process process)
    {
        try
        {
            process.Refresh();
            return process.WorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }
}
