using System.Diagnostics;
using StreamJsonRpc;

namespace ThermalPortal.Jobs.Processes;

/// <summary>A running child process that answers <typeparamref name="TApi"/> over its standard streams.</summary>
internal sealed class ChildRpc<TApi> : IAsyncDisposable where TApi : class
{
    private const int LinesKept = 20;
    private readonly JsonRpc _rpc;
    private readonly Queue<string> _lastLines = new();
    private readonly Lock _linesLock = new();

    private ChildRpc(Process process, Action<string> onErrorLine)
    {
        Process = process;
        process.ErrorDataReceived += (_, line) => Keep(line.Data, onErrorLine);
        process.BeginErrorReadLine();
        var handler = new LengthHeaderMessageHandler(
            process.StandardInput.BaseStream, process.StandardOutput.BaseStream, new SystemTextJsonFormatter());
        _rpc = new JsonRpc(handler);
        Api = _rpc.Attach<TApi>();
        _rpc.StartListening();
    }

    /// <summary>Calls go through here; they throw <see cref="ConnectionLostException"/> when the child is gone.</summary>
    public TApi Api { get; }

    public Process Process { get; }

    /// <summary>Completes when the child's end of the pipe is closed.</summary>
    public Task Closed => _rpc.Completion;

    public static ChildRpc<TApi> Start(ChildCommand command, Action<string> onErrorLine)
    {
        var process = Process.Start(command.ToStartInfo())
            ?? throw new InvalidOperationException($"'{command.FileName}' did not start.");
        if (command.Background) NativeEnvironment.GiveWay(process);
        return new ChildRpc<TApi>(process, onErrorLine);
    }

    /// <summary>Ends the child and all it started, now.</summary>
    public void Kill()
    {
        try
        {
            Process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // Already gone.
        }
    }

    /// <summary>How the child ended, in words; waits until it has.</summary>
    public async Task<ChildEnd> WaitForEndAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            await Process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Kill();
            await Process.WaitForExitAsync(cancellationToken);
        }
        lock (_linesLock) return ChildEnd.Of(Process.ExitCode, [.. _lastLines]);
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await Process.WaitForExitAsync(CancellationToken.None);
        _rpc.Dispose();
        Process.Dispose();
    }

    private void Keep(string? line, Action<string> onErrorLine)
    {
        if (string.IsNullOrWhiteSpace(line)) return;
        lock (_linesLock)
        {
            if (_lastLines.Count == LinesKept) _lastLines.Dequeue();
            _lastLines.Enqueue(line);
        }
        onErrorLine(line);
    }
}
