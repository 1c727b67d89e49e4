using System.Security.Claims;
using Hangfire;
using ThermalPortal.Data.Datasets.Deletion;
using ThermalPortal.Web.Components.Pages.Datasets;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Api;

/// <summary>Datasets deleted, restored, and removed for good.</summary>
internal static class TrashApi
{
    public static void MapTrash(this RouteGroupBuilder datasets)
    {
        datasets.MapDelete("/{datasetId:guid}", DeleteAsync).RequireAuthorization(Policies.Write)
            .WithName("DeleteDataset").WithSummary("Move a dataset to the trash")
            .WithDescription($"It can be restored for {TrashQueries.Life.TotalDays:0} days. Then its pictures are removed; frozen versions stay, with the files they name, and can be exported from the trash too.")
            .Produces(204).ProducesProblem(404);
        datasets.MapGet("/trash", async (ClaimsPrincipal user, TrashQueries trash, CancellationToken cancellationToken) => TypedResults.Ok(await trash.ListAsync(user.Scope(), cancellationToken)))
            .RequireAuthorization(Policies.Read).WithName("ListTrash").WithSummary("Datasets in the trash, what was deleted last first");
        datasets.MapPost("/trash/{datasetId:guid}/restore", RestoreAsync).RequireAuthorization(Policies.Write)
            .WithName("RestoreDataset").WithSummary("Take a dataset out of the trash").WithDescription("Where another dataset bears its name by now, it comes back under a new one.")
            .Produces<RestoredDataset>().ProducesProblem(404).ProducesProblem(409);
        datasets.MapDelete("/trash/{datasetId:guid}", EndAsync).RequireAuthorization(Policies.Administer)
            .WithName("RemoveDataset").WithSummary("Remove a dataset in the trash for good")
            .WithDescription("Needs a team administrator. Done in the background; bytes that other datasets, translations or versions use stay. `versions=true` removes its frozen versions too: what was trained on them can then not be made again.")
            .Produces(202).ProducesProblem(403).ProducesProblem(404);
    }

    private static async Task<IResult> DeleteAsync(Guid datasetId, ClaimsPrincipal user, TrashQueries trash, CancellationToken cancellationToken) =>
        await trash.DeleteAsync(user.Scope(), datasetId, cancellationToken) ? TypedResults.NoContent() : Problems.NotFound("dataset");

    private static async Task<IResult> RestoreAsync(Guid datasetId, ClaimsPrincipal user, TrashQueries trash, CancellationToken cancellationToken)
    {
        try
        {
            return await trash.RestoreAsync(user.Scope(), datasetId, cancellationToken) is { } name ? TypedResults.Ok(new RestoredDataset(datasetId, name))
                : (await trash.ListAsync(user.Scope(), cancellationToken)).Any(d => d.Id == datasetId) ? Problems.Conflict("This dataset has been given up: its pictures are being removed, or gone. Export its frozen versions and import them into a new dataset.")
                : Problems.NotFound("dataset in the trash");
        }
        catch (ArgumentException problem)
        {
            return Problems.Conflict(Words.Of(problem));
        }
    }

    private static async Task<IResult> EndAsync(Guid datasetId, bool? versions, ClaimsPrincipal user, TrashQueries trash, IBackgroundJobClient queue, CancellationToken cancellationToken)
    {
        if (!await trash.EndAsync(user.Scope(), datasetId, versions ?? false, cancellationToken)) return Problems.NotFound("dataset in the trash");
        queue.EnqueueTrash();
        return TypedResults.Accepted((string?)null);
    }
}

/// <summary>A dataset that is back.</summary>
/// <param name="Id">The dataset.</param>
/// <param name="Name">Its name now.</param>
public sealed record RestoredDataset(Guid Id, string Name);
