using System.Security.Claims;
using Hangfire;
using Microsoft.Extensions.Options;
using ThermalPortal.Data;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Files;
using ThermalPortal.Data.JobContracts;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Api;

/// <summary>Many files at once: start an upload, send files in any number of requests, complete it, read the verdicts.</summary>
internal static class UploadsApi
{
    internal const string Closed = "This upload is finished. Start a new one for more files.";
    private const int PageSize = 200;

    public static void MapUploads(this RouteGroupBuilder api)
    {
        var uploads = api.MapGroup("/uploads").WithTags("Uploads");
        uploads.MapPost("/", StartAsync).RequireAuthorization(Policies.Write).WithSummary("Start an upload").Produces<StartedUpload>(201);
        uploads.MapPost("/{uploadId:guid}/files", AddFilesAsync).RequireAuthorization(Policies.Write)
            .WithSummary("Add files")
            .WithDescription("Multipart, any number of parts named `file`, in any number of requests. A file name may be a relative path; a zip, tar or tar.gz is unpacked. Large files are better sent by tus.")
            .Accepts<IFormFileCollection>("multipart/form-data").Produces<AddedFiles>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(507);
        uploads.MapPost("/{uploadId:guid}/complete", CompleteAsync).RequireAuthorization(Policies.Write)
            .WithSummary("Complete an upload").WithDescription("All files are sent: the worker reads them and writes a verdict for each.")
            .Produces<StartedUpload>(202).ProducesProblem(404);
        uploads.MapPost("/{uploadId:guid}/cancel", CancelAsync).RequireAuthorization(Policies.Write)
            .WithSummary("Stop an upload").WithDescription("What was not read yet is not read. Nothing of it can come into a dataset.").Produces(204).ProducesProblem(404).ProducesProblem(409);
        uploads.MapGet("/{uploadId:guid}", FindAsync)
            .WithSummary("State, counts and the verdict of each file").WithDescription("200 files a page; `page` counts from 0.")
            .Produces<UploadStatus>().ProducesProblem(404);
        uploads.MapGet("/{uploadId:guid}/report", ReportAsync)
            .WithName("GetUploadReport").WithSummary("The verdict of every file as a table (CSV)")
            .WithDescription("Columns file, verdict (accepted, repaired, rejected, expanded, manifest, pending), code, reason, advice, kind, radiometry, width and height (pixels), bytes, sha256. UTF-8. A value that a spreadsheet would take for a formula begins with an apostrophe.")
            .Produces(200, contentType: "text/csv").ProducesProblem(404);
    }

    private static async Task<IResult> ReportAsync(Guid uploadId, ClaimsPrincipal user, UploadQueries uploads, CancellationToken cancellationToken) =>
        await uploads.FindAsync(user.Scope(), uploadId, cancellationToken) is null ? Problems.NotFound("upload")
            : TypedResults.Stream(output => UploadReport.WriteAsync(uploads, user.Scope(), uploadId, output, cancellationToken), "text/csv", $"upload-{uploadId:N}.csv");

    private static async Task<IResult> StartAsync(ClaimsPrincipal user, UploadQueries uploads, CancellationToken cancellationToken)
    {
        var id = await uploads.StartAsync(user.Scope(), cancellationToken);
        return TypedResults.Created($"/api/v1/uploads/{id}", new StartedUpload(id, $"/api/v1/uploads/{id}"));
    }

    private static async Task<IResult> AddFilesAsync(
        Guid uploadId, HttpRequest request, ClaimsPrincipal user, UploadQueries uploads, IFileStore store, IOptions<UploadLimits> limits, CancellationToken cancellationToken)
    {
        var scope = user.Scope();
        if (await uploads.FindAsync(scope, uploadId, cancellationToken) is null) return Problems.NotFound("upload");
        var limit = limits.Value.UploadFileBytes;
        if (store.Refusal(request.ContentLength ?? 0) is { } full) return Problems.DiskFull(full);
        List<AddedFile> added = [];
        var closed = false;
        await MultipartForm.ReadAsync(request, limit + (64 << 20), async (name, mediaType, body) =>
        {
            ImageItem? item;
            try
            {
                item = await uploads.AddFileAsync(scope, uploadId, name, mediaType, new LimitedStream(body, limit), cancellationToken);
            }
            catch (FileTooLargeException problem)
            {
                item = await uploads.AddRefusedAsync(scope, uploadId, name, TooLarge(problem), cancellationToken);
            }

            if (item is null) closed = true;
            else added.Add(new AddedFile(item.Id, item.OriginalName));
        }, (_, _) => { }, cancellationToken);
        return closed ? Problems.Conflict(Closed) : TypedResults.Ok(new AddedFiles(added));
    }

    private static async Task<IResult> CompleteAsync(
        Guid uploadId, ClaimsPrincipal user, UploadQueries uploads, IBackgroundJobClient queue, CancellationToken cancellationToken)
    {
        var scope = user.Scope();
        if (await uploads.CloseAsync(scope, uploadId, cancellationToken)) queue.EnqueueImport(uploadId);
        else if (await uploads.FindAsync(scope, uploadId, cancellationToken) is null) return Problems.NotFound("upload");
        return TypedResults.Accepted($"/api/v1/uploads/{uploadId}", new StartedUpload(uploadId, $"/api/v1/uploads/{uploadId}"));
    }

    private static async Task<IResult> CancelAsync(Guid uploadId, ClaimsPrincipal user, UploadQueries uploads, CancellationToken cancellationToken)
    {
        if (await uploads.CancelAsync(user.Scope(), uploadId, cancellationToken)) return TypedResults.NoContent();
        return await uploads.FindAsync(user.Scope(), uploadId, cancellationToken) is null ? Problems.NotFound("upload") : Problems.Conflict("This upload is over already.");
    }

    private static async Task<IResult> FindAsync(
        Guid uploadId, int? page, ClaimsPrincipal user, UploadQueries uploads, CancellationToken cancellationToken)
    {
        var scope = user.Scope();
        if (await uploads.FindAsync(scope, uploadId, cancellationToken) is not { } upload) return Problems.NotFound("upload");
        var items = await uploads.ItemsAsync(scope, uploadId, null, new PageRequest(Math.Max(0, page ?? 0) * PageSize, PageSize), cancellationToken);
        return TypedResults.Ok(UploadStatus.Of(upload, items));
    }

    internal static FileVerdict TooLarge(FileTooLargeException problem) =>
        FileVerdict.Rejected("too_large", problem.Message, "Split it into smaller archives, or ask an administrator to raise Portal:Limits:UploadFileBytes.");
}
