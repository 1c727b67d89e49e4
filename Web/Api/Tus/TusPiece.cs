using Microsoft.AspNetCore.Http.Features;
using ThermalPortal.Data.Datasets.Incoming;

namespace ThermalPortal.Web.Api.Tus;

/// <summary>The body of one piece.</summary>
internal static class TusPiece
{
    /// <summary>Writes it behind what is there; false: its checksum differs.</summary>
    /// <exception cref="FileTooLargeException">It brings more than was announced.</exception>
    public static async Task<bool> ReceiveAsync(HttpRequest request, IncomingWriter writer, long room, PieceChecksum? checksum, CancellationToken cancellationToken)
    {
        if (request.ContentLength > room) throw new BadHttpRequestException($"The piece has {request.ContentLength} bytes, but only {room} of the announced length are missing.", StatusCodes.Status413PayloadTooLarge);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = null;
        try
        {
            return await writer.AppendAsync(new LimitedStream(request.Body, room), checksum, cancellationToken);
        }
        catch (FileTooLargeException)
        {
            throw new BadHttpRequestException($"The piece brings more than the {room} bytes that are missing of the announced length.", StatusCodes.Status413PayloadTooLarge);
        }
    }
}
