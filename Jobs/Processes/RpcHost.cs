using StreamJsonRpc;

namespace ThermalPortal.Jobs.Processes;

/// <summary>The child's side: serves one object over the standard streams until the parent is gone.</summary>
internal static class RpcHost
{
    /// <summary>
    /// Serves <paramref name="target"/>; returns when the parent closed the pipe or died. The process must end then,
    /// whatever native code is still busy: see <see cref="ProcessEnd.Now"/>.
    /// </summary>
    public static async Task ServeAsync<TApi>(TApi target, StandardStreams streams) where TApi : class
    {
        var handler = new LengthHeaderMessageHandler(streams.ToParent, streams.FromParent, new SystemTextJsonFormatter());
        using var rpc = new JsonRpc(handler) { CancelLocallyInvokedMethodsWhenConnectionIsClosed = true };
        rpc.AddLocalRpcTarget<TApi>(target, null);
        rpc.StartListening();
        try
        {
            await rpc.Completion;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or BadRpcHeaderException)
        {
            // A broken pipe is the same news: nobody is there any more.
        }
    }
}
