using System.Security.Claims;
using Microsoft.Net.Http.Headers;
using ThermalPortal.Data.Files;
using ThermalPortal.Data.Translations;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Api;

/// <summary>Bytes of pictures: by file, and by result.</summary>
internal static class FilesApi
{
    private static readonly string[] _shownInPages = ["image/png", "image/jpeg", "image/webp"];

    public static void MapFiles(this RouteGroupBuilder api)
    {
        api.MapGet("/files/{fileId:guid}", FileAsync).WithSummary("The bytes of a file of your team").ExcludeFromDescription();
        api.MapGet("/previews/{inputId:guid}", PreviewAsync).WithSummary("The present estimate of a picture in the making").ExcludeFromDescription();
        api.MapGet("/results/{resultId:guid}", ResultAsync)
            .WithTags("Translations").WithName("GetResultImage").WithSummary("A synthesised picture (PNG)")
            .WithDescription("Synthesised from a thermal image; not a photograph. With `download=name.png` the note stands below the picture too.")
            .Produces(StatusCodes.Status200OK, contentType: "image/png").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> FileAsync(
        Guid fileId, string? download, ClaimsPrincipal user, FileQueries files, IFileStore store, HttpResponse response, CancellationToken cancellationToken) =>
        await files.FindAsync(user.Scope(), fileId, cancellationToken) is { } file ? Send(file, download, store, response) : Problems.NotFound("file");

    private static async Task<IResult> ResultAsync(
        Guid resultId, string? download, ClaimsPrincipal user, TranslationQueries runs, IFileStore store, HttpResponse response, CancellationToken cancellationToken)
    {
        var file = download is null
            ? await runs.ResultFileAsync(user.Scope(), resultId, cancellationToken)
            : await runs.MarkedFileAsync(user.Scope(), resultId, cancellationToken);
        return file is null ? Problems.NotFound("result") : Send(file, download, store, response);
    }

    private static async Task<IResult> PreviewAsync(Guid inputId, ClaimsPrincipal user, LivePreviews previews, HttpResponse response, CancellationToken cancellationToken)
    {
        if (await previews.FindAsync(user.Scope(), inputId, cancellationToken) is not { } png) return Problems.NotFound("preview");
        response.Headers.CacheControl = "private, no-store";
        return TypedResults.Bytes(png, "image/png");
    }

    // Content never changes under an id, so a browser may keep it; what it cannot show, it may only save.
    private static IResult Send(StoredFile file, string? download, IFileStore store, HttpResponse response)
    {
        if (!store.Exists(file.Sha256)) return Problems.NotFound("file");
        var shown = _shownInPages.Contains(file.MediaType);
        response.Headers.CacheControl = "private, max-age=31536000, immutable";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.File(
            store.OpenRead(file.Sha256),
            shown ? file.MediaType : "application/octet-stream",
            fileDownloadName: !string.IsNullOrWhiteSpace(download) ? download : shown ? null : file.Sha256[..12],
            entityTag: new EntityTagHeaderValue($"\"{file.Sha256}\""));
    }
}
