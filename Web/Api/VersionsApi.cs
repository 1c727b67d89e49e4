using System.Security.Claims;
using Microsoft.AspNetCore.Http.Features;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Export;
using ThermalPortal.Data.Datasets.Splits;
using ThermalPortal.Data.Datasets.Versions;
using ThermalPortal.Web.Components.Pages.Datasets;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Api;

/// <summary>Frozen versions of datasets.</summary>
internal static class VersionsApi
{
    public static void MapVersions(this RouteGroupBuilder datasets)
    {
        datasets.MapGet("/{datasetId:guid}/versions", ListAsync).RequireAuthorization(Policies.Read)
            .WithName("ListDatasetVersions").WithSummary("Frozen versions of a dataset, newest first").Produces<IReadOnlyList<VersionSummary>>().ProducesProblem(404);
        datasets.MapPost("/{datasetId:guid}/versions", FreezeAsync).RequireAuthorization(Policies.Write)
            .WithName("FreezeDatasetVersion").WithSummary("Freeze a version")
            .WithDescription("Deals people into parts and proves that nothing of one part is seen in another. Where something is, the answer is 400 and says what, until `override_reason` says why it may be frozen all the same.")
            .Produces<VersionSummary>(201).RefusesArguments().ProducesProblem(404);
        datasets.MapGet("/versions/{versionId:guid}", FindAsync).RequireAuthorization(Policies.Read)
            .WithName("GetDatasetVersion").WithSummary("A frozen version with its proof of no leakage").Produces<VersionSummary>().ProducesProblem(404);
        datasets.MapGet("/versions/{versionId:guid}/archive", ArchiveAsync).RequireAuthorization(Policies.Write)
            .WithName("ExportDatasetVersion").WithSummary("A frozen version as a zip")
            .WithDescription("`format=manifest` (default): pictures under their own paths with a manifest.csv, which the portal reads back. `format=huggingface`: train, validation and test folders with metadata.jsonl. " +
                "`format=coco`: pictures below images, and for each part annotations/face_keypoints_*.json with face boxes and five points in the COCO keypoint format, as far as they are known. " +
                "`pseudonymous=true`: people, sessions and files get numbers, labels that only one person has are left out, and pictures lose their metadata (position, serial numbers, names, comments, times, thumbnails) without a change to their pixels or heat. " +
                "All hold a version.json that tells origin, consent, split and the proof of no leakage. Refused until somebody has said why the faces may be used.")
            .Produces(200, contentType: "application/zip").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> ListAsync(Guid datasetId, ClaimsPrincipal user, DatasetQueries datasets, VersionQueries versions, CancellationToken cancellationToken) =>
        await datasets.FindAsync(user.Scope(), datasetId, cancellationToken) is null ? Problems.NotFound("dataset") : TypedResults.Ok(await versions.ListAsync(user.Scope(), datasetId, cancellationToken));

    private static async Task<IResult> FreezeAsync(Guid datasetId, FreezeRequest request, ClaimsPrincipal user, VersionQueries versions, CancellationToken cancellationToken)
    {
        if (await versions.FreezeAsync(user.Scope(), datasetId, request.Split ?? new SplitOptions(), request.Note ?? "", request.OverrideReason, cancellationToken) is not { } id) return Problems.NotFound("dataset");
        return TypedResults.Created($"/api/v1/datasets/versions/{id}", await versions.FindAsync(user.Scope(), id, cancellationToken));
    }

    private static async Task<IResult> FindAsync(Guid versionId, ClaimsPrincipal user, VersionQueries versions, CancellationToken cancellationToken) =>
        await versions.FindAsync(user.Scope(), versionId, cancellationToken) is { } version ? TypedResults.Ok(version) : Problems.NotFound("version");

    private static async Task<IResult> ArchiveAsync(
        Guid versionId, string? format, bool? pseudonymous, ClaimsPrincipal user, VersionQueries versions, VersionArchive archive, HttpContext context, CancellationToken cancellationToken)
    {
        if (!Enum.TryParse<ExportFormat>(format ?? nameof(ExportFormat.Manifest), ignoreCase: true, out var layout) || !Enum.IsDefined(layout)) return Problems.Invalid([$"format is manifest, huggingface or coco, not {format}."]);
        if (await versions.ContentAsync(user.Scope(), versionId, cancellationToken) is not { } content) return Problems.NotFound("version");
        if (ExportRule.Refusal(content.Dataset.Consent) is { } refusal) return Problems.Conflict(refusal);
        // Pictures are copied asynchronously, but ZipArchive writes its small headers synchronously.
        if (context.Features.Get<IHttpBodyControlFeature>() is { } body) body.AllowSynchronousIO = true;
        if (pseudonymous == true) content = Pseudonyms.Of(content);
        return TypedResults.Stream(output => archive.WriteAsync(content, layout, output, cancellationToken), "application/zip", content.FileName);
    }
}

/// <summary>What to freeze.</summary>
/// <param name="Split">How people are dealt out; left out: a tenth each for validation and test.</param>
/// <param name="Note">For people.</param>
/// <param name="OverrideReason">Why it may be frozen although something of one part is seen in another; kept in the version.</param>
public sealed record FreezeRequest(SplitOptions? Split, string? Note, string? OverrideReason);
