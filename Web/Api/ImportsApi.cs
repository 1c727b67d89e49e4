using System.Security.Claims;
using Hangfire;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Api;

/// <summary>A finished upload into a dataset: first what would be created, then the same for good.</summary>
internal static class ImportsApi
{
    private const string Pattern = "`pattern`: a regular expression with `(?<key>…)` and `(?<mod>…)` by which paths are read; without it they are recognised.";

    public static void MapImports(this RouteGroupBuilder datasets)
    {
        datasets.MapGet("/{datasetId:guid}/imports/{uploadId:guid}", (Guid datasetId, Guid uploadId, string? pattern, ClaimsPrincipal user, UploadQueries uploads, DatasetImport import, CancellationToken cancellationToken) =>
                AnswerAsync(uploadId, user, uploads, () => import.PlanAsync(user.Scope(), datasetId, uploadId, pattern, cancellationToken), cancellationToken))
            .RequireAuthorization(Policies.Write).WithName("PlanImport").WithSummary("What an import would create").WithDescription("Changes nothing. " + Pattern)
            .Produces<ImportStatus>().RefusesArguments().ProducesProblem(404).ProducesProblem(409);
        datasets.MapPost("/{datasetId:guid}/imports/{uploadId:guid}", async (Guid datasetId, Guid uploadId, string? pattern, ClaimsPrincipal user, UploadQueries uploads, DatasetImport import, IBackgroundJobClient queue, CancellationToken cancellationToken) =>
            {
                var answer = await AnswerAsync(uploadId, user, uploads, () => import.CommitAsync(user.Scope(), datasetId, uploadId, pattern, cancellationToken), cancellationToken);
                queue.EnqueueViews(datasetId);
                return answer;
            })
            .RequireAuthorization(Policies.Write).WithName("Import").WithSummary("Import an upload into a dataset").WithDescription("Importing the same again adds nothing. " + Pattern)
            .Produces<ImportStatus>().RefusesArguments().ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> AnswerAsync(Guid uploadId, ClaimsPrincipal user, UploadQueries uploads, Func<Task<ImportPlan?>> importAsync, CancellationToken cancellationToken)
    {
        if (await uploads.FindAsync(user.Scope(), uploadId, cancellationToken) is not { } upload) return Problems.NotFound("upload");
        if (upload.State != UploadState.Finished)
            return Problems.Conflict(upload.State == UploadState.Cancelled ? $"This upload was stopped. {upload.Problem}" : "Not every file of this upload has its verdict yet. Ask again when its status is finished.");
        return await importAsync() is { } plan ? TypedResults.Ok(ImportStatus.Of(plan)) : Problems.NotFound("dataset");
    }
}
