using System.Security.Claims;
using Microsoft.AspNetCore.Http.Features;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Export;
using ThermalPortal.Data.Datasets.Versions;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Api;

/// <summary>Datasets and their frozen versions.</summary>
internal static class DatasetsApi
{
    public static void MapDatasets(this RouteGroupBuilder api)
    {
        var datasets = api.MapGroup("/datasets").WithTags("Datasets");
        datasets.MapGet("/", async (ClaimsPrincipal user, DatasetQueries queries, CancellationToken cancellationToken) => TypedResults.Ok(await queries.ListAsync(user.Scope(), cancellationToken)))
            .WithName("ListDatasets").WithSummary("Datasets of your team, newest first, in figures");
        datasets.MapGet("/{datasetId:guid}/versions", VersionsAsync)
            .WithName("ListDatasetVersions").WithSummary("Frozen versions of a dataset, newest first").Produces<IReadOnlyList<VersionSummary>>().ProducesProblem(404);
        datasets.MapGet("/versions/{versionId:guid}/archive", ArchiveAsync).RequireAuthorization(Policies.Write)
            .WithName("ExportDatasetVersion").WithSummary("A frozen version as a zip")
            .WithDescription("`format=manifest` (default): pictures under their own paths with a manifest.csv, which the portal reads back. `format=huggingface`: train, validation and test folders with metadata.jsonl. " +
                "Refused until somebody has said why the faces may be used.")
            .Produces(200, contentType: "application/zip").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        datasets.MapCaptures();
    }

    private static async Task<IResult> VersionsAsync(Guid datasetId, ClaimsPrincipal user, DatasetQueries datasets, VersionQueries versions, CancellationToken cancellationToken) =>
        await datasets.FindAsync(user.Scope(), datasetId, cancellationToken) is null ? Problems.NotFound("dataset") : TypedResults.Ok(await versions.ListAsync(user.Scope(), datasetId, cancellationToken));

    private static async Task<IResult> ArchiveAsync(
        Guid versionId, string? format, ClaimsPrincipal user, VersionQueries versions, VersionArchive archive, HttpContext context, CancellationToken cancellationToken)
    {
        if (!Enum.TryParse<ExportFormat>(format ?? nameof(ExportFormat.Manifest), ignoreCase: true, out var layout) || !Enum.IsDefined(layout)) return Problems.Invalid([$"format is manifest or huggingface, not {format}."]);
        if (await versions.ContentAsync(user.Scope(), versionId, cancellationToken) is not { } content) return Problems.NotFound("version");
        if (content.Dataset.Consent == ConsentBasis.Unknown) return Problems.Conflict("Nobody has said yet why these faces may be used. State the consent on the dataset's page, then export.");
        // Pictures are copied asynchronously, but ZipArchive writes its small headers synchronously.
        if (context.Features.Get<IHttpBodyControlFeature>() is { } body) body.AllowSynchronousIO = true;
        return TypedResults.Stream(output => archive.WriteAsync(content, layout, output, cancellationToken), "application/zip", content.FileName);
    }
}
