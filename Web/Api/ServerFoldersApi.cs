using System.Security.Claims;
using Hangfire;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.ServerFolders;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Api;

/// <summary>Folders of the server that administrators may import from.</summary>
internal static class ServerFoldersApi
{
    public static void MapServerFolders(this RouteGroupBuilder api)
    {
        var folders = api.MapGroup("/server-folders").WithTags("Uploads");
        folders.MapGet("/", List).RequireAuthorization(Policies.Administer)
            .WithName("ListServerFolders").WithSummary("What lies in an allowed folder of the server")
            .WithDescription("Needs the role of a team administrator. `root`: name of an allowed folder (Portal:Import:Roots), `path`: a folder below it; without `root` the allowed folders are listed. Links and hidden folders are left out.")
            .Produces<ServerFolderStatus>().ProducesProblem(400).ProducesProblem(403);
        folders.MapPost("/uploads", StartAsync).RequireAuthorization(Policies.Administer)
            .WithName("UploadServerFolder").WithSummary("Take a folder of the server as an upload")
            .WithDescription("Needs the role of a team administrator. A worker copies every file in it and below, reads them and writes a verdict for each; the folder itself is only read. " +
                "Follow the upload at `status_url`, stop it by `cancel`, then import it into a dataset like any other.")
            .Produces<StartedUpload>(202).ProducesProblem(400).ProducesProblem(403);
    }

    private static IResult List(string? root, string? path, ClaimsPrincipal user, AllowedFolders allowed)
    {
        if (root is null) return TypedResults.Ok(new ServerFolderStatus(null, "", allowed.RootsOf(user.Scope().TeamId), 0, 0));
        if (allowed.Find(user.Scope().TeamId, root, path ?? "", out var refusal) is not { } folder) return Problems.Invalid([refusal!]);
        try
        {
            var listing = folder.List();
            return TypedResults.Ok(new ServerFolderStatus(listing.Root, listing.Path, listing.Folders, listing.Files, listing.Bytes));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return Problems.Invalid([Unreadable]);
        }
    }

    private static async Task<IResult> StartAsync(
        ServerFolderRequest request, ClaimsPrincipal user, AllowedFolders allowed, UploadQueries uploads, IBackgroundJobClient queue, CancellationToken cancellationToken)
    {
        if (allowed.Find(user.Scope().TeamId, request.Root ?? "", request.Path ?? "", out var refusal) is not { } folder) return Problems.Invalid([refusal!]);
        var id = await uploads.StartAsync(user.Scope(), new FolderSource(folder.Root, folder.Path), cancellationToken);
        queue.EnqueueImport(id);
        return TypedResults.Accepted($"/api/v1/uploads/{id}", new StartedUpload(id, $"/api/v1/uploads/{id}"));
    }

    internal const string Unreadable = "The portal may not read this folder. Let the account that runs it read it.";
}

/// <param name="Root">Name of an allowed folder of the server.</param>
/// <param name="Path">A folder below it with <c>/</c>; empty or missing = itself.</param>
internal sealed record ServerFolderRequest(string? Root, string? Path);

/// <param name="Root">Name of the allowed folder; null: the list of them.</param>
/// <param name="Path">Path below it.</param>
/// <param name="Folders">Folders in it, or the names of the allowed ones.</param>
/// <param name="Files">Files directly in it.</param>
/// <param name="Bytes">Their sizes together.</param>
internal sealed record ServerFolderStatus(string? Root, string Path, IReadOnlyList<string> Folders, int Files, long Bytes);
