using System.Security.Claims;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Quality;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Api;

/// <summary>What the pictures of a dataset look like, as points.</summary>
internal static class MapApi
{
    public static void MapPictureMap(this RouteGroupBuilder datasets) =>
        datasets.MapGet("/{datasetId:guid}/map", FindAsync).RequireAuthorization(Policies.Read)
            .WithName("GetPictureMap").WithSummary("Embeddings of a dataset's pictures")
            .WithDescription($"`modality`: thermal or visible (default). `take`: 1 to {MapQueries.Most} (default): of more pictures an even pick comes. An embedding is {SameScenes.Width} signed bytes in base64: " +
                $"the cosine of two is near one where the same scene is shown in another crop or a noisier frame. Pictures not measured yet, blank and excluded ones are left out.")
            .Produces<PictureMapStatus>().ProducesProblem(400).ProducesProblem(404);

    private static async Task<IResult> FindAsync(Guid datasetId, string? modality, int? take, ClaimsPrincipal user, DatasetQueries datasets, MapQueries maps, CancellationToken cancellationToken)
    {
        string?[] errors = [QueryWord.Read("modality", modality, [Modality.Thermal, Modality.Visible], out var kind), take is null or (>= 1 and <= MapQueries.Most) ? null : $"take is 1 to {MapQueries.Most}, not {take}."];
        if (errors.OfType<string>().ToArray() is { Length: > 0 } wrong) return Problems.Invalid(wrong);
        if (await datasets.FindAsync(user.Scope(), datasetId, cancellationToken) is null) return Problems.NotFound("dataset");
        return TypedResults.Ok(PictureMapStatus.Of(await maps.OfAsync(user.Scope(), datasetId, kind ?? Modality.Visible, take ?? MapQueries.Most, cancellationToken)));
    }
}

/// <summary>Pictures of one kind with what they look like.</summary>
/// <param name="Total">Measured pictures of that kind in the dataset.</param>
/// <param name="Waiting">Pictures of that kind that wait to be measured.</param>
/// <param name="Pictures">All of them, or an even pick, by path.</param>
public sealed record PictureMapStatus(int Total, int Waiting, IReadOnlyList<MappedPicture> Pictures)
{
    internal static PictureMapStatus Of(PictureMap map) => new(map.Total, map.Waiting, [.. map.Points.Select(p => new MappedPicture(p.CaptureId, p.Path, p.Subject, p.Session, p.SameSceneId, p.PairId, p.ThumbnailId is { } file ? $"/api/v1/files/{file}" : null, p.Embedding))]);
}

/// <summary>A picture and what it looks like.</summary>
/// <param name="Id">The capture.</param>
/// <param name="Path">Path in the import.</param>
/// <param name="Subject">Whom it shows; null: nobody has said.</param>
/// <param name="Session">Recording session.</param>
/// <param name="SameScene">Pictures found to show the same scene share it; null: no other is known to.</param>
/// <param name="PairId">Its pair; null: it has no partner.</param>
/// <param name="ThumbnailUrl">A small picture (WebP).</param>
/// <param name="Embedding">Signed bytes.</param>
public sealed record MappedPicture(Guid Id, string Path, string? Subject, string? Session, Guid? SameScene, Guid? PairId, string? ThumbnailUrl, byte[] Embedding);
