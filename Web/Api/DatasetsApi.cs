using System.Security.Claims;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Api;

/// <summary>Datasets, what is in them, and their frozen versions.</summary>
internal static class DatasetsApi
{
    public static void MapDatasets(this RouteGroupBuilder api)
    {
        var datasets = api.MapGroup("/datasets").WithTags("Datasets");
        datasets.MapGet("/", async (ClaimsPrincipal user, DatasetQueries queries, CancellationToken cancellationToken) => TypedResults.Ok(await queries.ListAsync(user.Scope(), cancellationToken)))
            .WithName("ListDatasets").WithSummary("Datasets of your team, newest first, in figures");
        datasets.MapImports();
        datasets.MapCaptures();
        datasets.MapPictureMap();
        datasets.MapExports();
        datasets.MapAlignments();
        datasets.MapLabels();
        datasets.MapScales();
        datasets.MapSuggestions();
        datasets.MapVersions();
        datasets.MapTrash();
    }
}
