using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ThermalPortal.Web.Api;

/// <summary>A multipart body read part by part as it arrives: no file is held in memory or written twice.</summary>
internal static class MultipartForm
{
    private const int LongestField = 64 << 10;

    /// <summary>Calls <paramref name="onFile"/> for each file and <paramref name="onField"/> for each value, in order of arrival.</summary>
    /// <exception cref="BadHttpRequestException">The body is no multipart form, or breaks off.</exception>
    public static async Task ReadAsync(
        HttpRequest request, long maxBytes, Func<string, string, Stream, Task> onFile, Action<string, string> onField, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 } boundary)
            throw new BadHttpRequestException("Send the files as multipart/form-data with parts named 'file'.", StatusCodes.Status415UnsupportedMediaType);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = maxBytes;
        var reader = new MultipartReader(boundary, request.Body);
        try
        {
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)) continue;
                var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
                var fileName = disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName);
                if (!string.IsNullOrEmpty(fileName.Value)) await onFile(fileName.Value, MediaTypeOf(section), section.Body);
                else onField(name, await ValueAsync(section.Body, cancellationToken));
            }
        }
        catch (Exception problem) when (problem is InvalidDataException or (IOException and not FileTooLargeException and not BadHttpRequestException))
        {
            throw new BadHttpRequestException("The request broke off or is no valid multipart form. Send it again.", StatusCodes.Status400BadRequest, problem);
        }
    }

    private static string MediaTypeOf(MultipartSection section) =>
        MediaTypeHeaderValue.TryParse(section.ContentType, out var type) && type.MediaType.Length <= 100 ? type.MediaType.Value! : "application/octet-stream";

    private static async Task<string> ValueAsync(Stream body, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await new LimitedStream(body, LongestField).CopyToAsync(bytes, cancellationToken);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
