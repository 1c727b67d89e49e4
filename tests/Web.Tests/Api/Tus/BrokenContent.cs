using System.Net;

namespace ThermalPortal.Web.Tests.Api.Tus;

/// <summary>A body that announces everything, sends its beginning and then breaks off.</summary>
/// <param name="sent">The beginning.</param>
/// <param name="announced">Bytes of the whole.</param>
/// <param name="arrivedAsync">Waits until the beginning is there; what is still on the wire when it breaks is lost, as it would be.</param>
internal sealed class BrokenContent(ReadOnlyMemory<byte> sent, long announced, Func<Task> arrivedAsync) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(sent);
        await stream.FlushAsync();
        await arrivedAsync();
        throw new IOException("The cable was pulled.");
    }

    protected override bool TryComputeLength(out long length)
    {
        length = announced;
        return true;
    }
}
