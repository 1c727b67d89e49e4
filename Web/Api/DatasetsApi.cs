using System.Security.Claims;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Web.Components.Pages.Datasets;
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
        datasets.MapPost("/", CreateAsync).RequireAuthorization(Policies.Write)
            .WithName("CreateDataset").WithSummary("Make an empty dataset").WithDescription($"`name`: 1 to {Dataset.NameLength} characters, no other dataset's. {Consent}")
            .Produces<DatasetSummary>(201).RefusesArguments();
        datasets.MapGet("/{datasetId:guid}", async (Guid datasetId, ClaimsPrincipal user, DatasetQueries queries, CancellationToken cancellationToken) => await FoundAsync(datasetId, user, queries, cancellationToken)).RequireAuthorization(Policies.Read)
            .WithName("GetDataset").WithSummary("A dataset in figures").Produces<DatasetSummary>().ProducesProblem(404);
        datasets.MapPut("/{datasetId:guid}/consent", StateAsync).RequireAuthorization(Policies.Write)
            .WithName("StateConsent").WithSummary("Say why the faces of a dataset may be used, or take it back")
            .WithDescription($"{Consent} With unknown it is taken back: nothing is exported any more, and archives made before can no longer be fetched.")
            .Produces<DatasetSummary>().RefusesArguments().ProducesProblem(404);
        datasets.MapImports();
        datasets.MapCaptures();
        datasets.MapPictureMap();
        datasets.MapExports();
        datasets.MapAlignments();
        datasets.MapLabels();
        datasets.MapScales();
        datasets.MapScenes();
        datasets.MapPeople();
        datasets.MapSuggestions();
        datasets.MapVersions();
        datasets.MapTrash();
    }

    private const string Consent = "`consent`: unknown, synthetic, written, published_set or other; `terms`: licence, source, purpose (needed for other).";

    private static async Task<IResult> CreateAsync(DatasetRequest request, ClaimsPrincipal user, DatasetQueries queries, CancellationToken cancellationToken)
    {
        if (QueryWord.Read("consent", request.Consent, Enum.GetValues<ConsentBasis>(), out var consent) is { } error) return Problems.Invalid([error]);
        var id = await queries.CreateAsync(user.Scope(), new() { Name = request.Name ?? "", Consent = consent ?? ConsentBasis.Unknown, Terms = request.Terms ?? "" }, cancellationToken);
        return TypedResults.Created($"/api/v1/datasets/{id}", await queries.FindAsync(user.Scope(), id, cancellationToken));
    }

    private static async Task<IResult> StateAsync(Guid datasetId, ConsentRequest request, ClaimsPrincipal user, DatasetQueries queries, CancellationToken cancellationToken)
    {
        var error = QueryWord.Read("consent", request.Consent, Enum.GetValues<ConsentBasis>(), out var consent);
        if (consent is not { } said) return Problems.Invalid([error ?? "consent is missing: unknown, synthetic, written, published_set or other."]);
        await queries.StateConsentAsync(user.Scope(), datasetId, said, request.Terms ?? "", cancellationToken);
        return await FoundAsync(datasetId, user, queries, cancellationToken);
    }

    private static async Task<IResult> FoundAsync(Guid datasetId, ClaimsPrincipal user, DatasetQueries queries, CancellationToken cancellationToken) =>
        await queries.FindAsync(user.Scope(), datasetId, cancellationToken) is { } dataset ? TypedResults.Ok(dataset) : Problems.NotFound("dataset");
}

/// <summary>A dataset to be made.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Consent">Why its faces may be used; left out: unknown.</param>
/// <param name="Terms">Licence, source, purpose.</param>
public sealed record DatasetRequest(string? Name, string? Consent, string? Terms);

/// <summary>Why faces may be used.</summary>
/// <param name="Consent">unknown, synthetic, written, published_set or other.</param>
/// <param name="Terms">Licence, source, purpose; left out: none.</param>
public sealed record ConsentRequest(string? Consent, string? Terms);
