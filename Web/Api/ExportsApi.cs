using System.Security.Claims;
using Hangfire;
using Microsoft.Net.Http.Headers;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Export;
using ThermalPortal.Data.Datasets.Export.Archives;
using ThermalPortal.Data.Datasets.Versions;
using ThermalPortal.Data.Files;
using ThermalPortal.Web.Components.Pages.Datasets;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Api;

/// <summary>Archives of frozen versions, written by a worker.</summary>
internal static class ExportsApi
{
    public static void MapExports(this RouteGroupBuilder datasets)
    {
        datasets.MapPost("/versions/{versionId:guid}/exports", AskAsync).RequireAuthorization(Policies.Write)
            .WithName("ExportInBackground").WithSummary("Have a worker write an archive of a version")
            .WithDescription("`format` and `pseudonymous` as for the archive that is sent at once. Asked for again, the same one is answered: a version always gives the same archive. It waits for seven days. Refused until somebody has said why the faces may be used.")
            .Produces<ExportStatus>(202).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        datasets.MapGet("/versions/{versionId:guid}/exports", ListAsync).RequireAuthorization(Policies.Read)
            .WithName("ListExports").WithSummary("Archives of a version that are there or on their way").Produces<IReadOnlyList<ExportStatus>>().ProducesProblem(404);
        datasets.MapGet("/versions/exports/{exportId:guid}", FindAsync).RequireAuthorization(Policies.Read)
            .WithName("GetExport").WithSummary("How far an archive is").Produces<ExportStatus>().ProducesProblem(404);
        datasets.MapGet("/versions/exports/{exportId:guid}/file", FileAsync).RequireAuthorization(Policies.Write)
            .WithName("GetExportFile").WithSummary("A finished archive (zip)").WithDescription("Takes byte ranges: a download that broke off goes on where it was. Refused while nobody says why the faces may be used, also when consent was taken back after the archive was made.")
            .Produces(200, contentType: "application/zip").ProducesProblem(404).ProducesProblem(409);
        datasets.MapDelete("/versions/exports/{exportId:guid}", EndAsync).RequireAuthorization(Policies.Write)
            .WithName("RemoveExport").WithSummary("Remove a finished archive; it can be made again").Produces(204).ProducesProblem(404);
    }

    private static async Task<IResult> AskAsync(Guid versionId, ExportRequest request, ClaimsPrincipal user, ExportQueries exports, IBackgroundJobClient queue, CancellationToken cancellationToken)
    {
        if (QueryWord.Read("format", request.Format, Enum.GetValues<ExportFormat>(), out var format) is { } error) return Problems.Invalid([error]);
        if (await exports.AskAsync(user.Scope(), versionId, format ?? ExportFormat.Manifest, request.Pseudonymous ?? false, cancellationToken) is not { } answer) return Problems.NotFound("version");
        if (answer.Id is not { } id) return Problems.Conflict(answer.Refusal!);
        queue.EnqueueExport(id);
        return TypedResults.Accepted($"/api/v1/datasets/versions/exports/{id}", ExportStatus.Of((await exports.FindAsync(user.Scope(), id, cancellationToken))!));
    }

    private static async Task<IResult> ListAsync(Guid versionId, ClaimsPrincipal user, ExportQueries exports, VersionQueries versions, CancellationToken cancellationToken) =>
        await versions.FindAsync(user.Scope(), versionId, cancellationToken) is null ? Problems.NotFound("version")
            : TypedResults.Ok<IReadOnlyList<ExportStatus>>([.. (await exports.ListAsync(user.Scope(), versionId, cancellationToken)).Select(ExportStatus.Of)]);

    private static async Task<IResult> FindAsync(Guid exportId, ClaimsPrincipal user, ExportQueries exports, CancellationToken cancellationToken) =>
        await exports.FindAsync(user.Scope(), exportId, cancellationToken) is { } view ? TypedResults.Ok(ExportStatus.Of(view)) : Problems.NotFound("archive");

    private static async Task<IResult> FileAsync(Guid exportId, ClaimsPrincipal user, ExportQueries exports, IFileStore store, CancellationToken cancellationToken)
    {
        if (await exports.FindAsync(user.Scope(), exportId, cancellationToken) is not { Sha256: { } sha256, Working: false } view || !store.Exists(sha256)) return Problems.NotFound("archive");
        if (view.Refusal is { } refusal) return Problems.Conflict(refusal);
        return Results.File(store.OpenRead(sha256), "application/zip", view.FileName, entityTag: new EntityTagHeaderValue($"\"{sha256}\""), enableRangeProcessing: true);
    }

    private static async Task<IResult> EndAsync(Guid exportId, ClaimsPrincipal user, ExportQueries exports, IBackgroundJobClient queue, CancellationToken cancellationToken)
    {
        if (!await exports.EndAsync(user.Scope(), exportId, cancellationToken)) return Problems.NotFound("finished archive");
        queue.EnqueueTrash();
        return TypedResults.NoContent();
    }
}

/// <summary>What to export.</summary>
/// <param name="Format">manifest (default), hugging_face or coco.</param>
/// <param name="Pseudonymous">Without names and metadata; left out: with them.</param>
public sealed record ExportRequest(string? Format, bool? Pseudonymous);

/// <summary>An archive of a version.</summary>
/// <param name="Id">The archive.</param>
/// <param name="VersionId">Of which version.</param>
/// <param name="Format">manifest, hugging_face or coco.</param>
/// <param name="Pseudonymous">Without names and metadata.</param>
/// <param name="Status">working, ready or failed.</param>
/// <param name="WrittenPairs">Pairs written.</param>
/// <param name="TotalPairs">Pairs to write; 0: not counted yet.</param>
/// <param name="Problem">Why there is no archive, or why it may not be fetched at present; null: it can be fetched, or will be.</param>
/// <param name="Bytes">Size; 0: not there yet.</param>
/// <param name="Sha256">Of the archive; null: not there yet.</param>
/// <param name="FileUrl">Where to fetch it; null: not there yet, or not to be fetched at present.</param>
public sealed record ExportStatus(Guid Id, Guid VersionId, string Format, bool Pseudonymous, string Status, int WrittenPairs, int TotalPairs, string? Problem, long Bytes, string? Sha256, string? FileUrl)
{
    internal static ExportStatus Of(ExportView view) => new(
        view.Export.Id, view.Export.VersionId, QueryWord.Of(view.Export.Format), view.Export.Pseudonymous, view.Working ? "working" : view.Export.Problem is null ? "ready" : "failed", view.Export.Written, view.Export.Total,
        view.Export.Problem ?? view.Refusal, view.Working ? 0 : view.Bytes, view.Working ? null : view.Sha256, view is { Working: false, Sha256: not null, Refusal: null } ? $"/api/v1/datasets/versions/exports/{view.Export.Id}/file" : null);
}
