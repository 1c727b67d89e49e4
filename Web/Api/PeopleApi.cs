using System.Security.Claims;
using ThermalPortal.Data;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.People;
using ThermalPortal.Web.Components.Pages.Datasets;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Api;

/// <summary>The people of a dataset: listed, put together, renamed, taken apart, made unknown.</summary>
internal static class PeopleApi
{
    private const int Most = 5_000;
    private const string Seen = "Every change names what was seen: what somebody else has changed since is left as it is and counted.";

    public static void MapPeople(this RouteGroupBuilder datasets)
    {
        datasets.MapGet("/{datasetId:guid}/people", ListAsync).RequireAuthorization(Policies.Read)
            .WithName("ListPeople").WithSummary("People of a dataset, by name").WithDescription("`text`: part of the name. `skip` and `take` page through the list, 200 at most at a time.")
            .Produces<Listed<PersonStatus>>().ProducesProblem(404);
        datasets.MapPost("/{datasetId:guid}/people/merge", MergeAsync).RequireAuthorization(Policies.Write)
            .WithName("MergePeople").WithSummary("Make several people one, or give one another name").WithDescription($"{Seen} If one of them was changed, nothing is done. Refused where accepted pairs show somebody who would change.")
            .Produces<PeopleChanged>().RefusesArguments().ProducesProblem(404);
        datasets.MapPost("/{datasetId:guid}/people/forget", ForgetAsync).RequireAuthorization(Policies.Write)
            .WithName("ForgetPeople").WithSummary("Say that nobody knows whom the pictures of these people show").WithDescription($"{Seen} As for merging.")
            .Produces<PeopleChanged>().RefusesArguments().ProducesProblem(404);
        datasets.MapPost("/{datasetId:guid}/pairs/person", SplitAsync).RequireAuthorization(Policies.Write)
            .WithName("SplitPerson").WithSummary("Make chosen pairs a person of their own, or say that nobody knows whom they show")
            .WithDescription($"{Seen} `pairs`: {{\"pair_id\": \"...\", \"subject_id\": \"the person it was seen to show, or null\"}}. Accepted pairs stay as they are and are counted.")
            .Produces<PeopleChanged>().RefusesArguments().ProducesProblem(404);
    }

    private static async Task<IResult> ListAsync(Guid datasetId, string? text, int? skip, int? take, ClaimsPrincipal user, DatasetQueries datasets, SubjectQueries subjects, CancellationToken cancellationToken) =>
        await datasets.FindAsync(user.Scope(), datasetId, cancellationToken) is null ? Problems.NotFound("dataset")
            : TypedResults.Ok(Listed<PersonStatus>.Of(await subjects.PageAsync(user.Scope(), datasetId, text, new PageRequest(skip ?? 0, take ?? PageRequest.MaxTake), cancellationToken), PersonStatus.Of));

    private static Task<IResult> MergeAsync(Guid datasetId, MergeRequest request, ClaimsPrincipal user, DatasetQueries datasets, IdentityQueries identities, CancellationToken cancellationToken) =>
        ChangeAsync(datasetId, user, datasets, PeopleError(request.People), scope => identities.MergeAsync(scope, datasetId, [.. request.People!.Select(p => p.Seen())], request.Name ?? "", cancellationToken), cancellationToken);

    private static Task<IResult> ForgetAsync(Guid datasetId, ForgetRequest request, ClaimsPrincipal user, DatasetQueries datasets, IdentityQueries identities, CancellationToken cancellationToken) =>
        ChangeAsync(datasetId, user, datasets, PeopleError(request.People), scope => identities.ForgetAsync(scope, datasetId, [.. request.People!.Select(p => p.Seen())], cancellationToken), cancellationToken);

    private static Task<IResult> SplitAsync(Guid datasetId, SplitRequest request, ClaimsPrincipal user, DatasetQueries datasets, IdentityQueries identities, CancellationToken cancellationToken) =>
        ChangeAsync(datasetId, user, datasets,
            request.Pairs is { Count: > 0 and <= Most } && !request.Pairs.Contains(null!) ? null : $"pairs must name 1 to {Most} pairs: a list of {{\"pair_id\": \"...\", \"subject_id\": \"the person seen, or null\"}}.",
            scope => request.Name is { } name ? identities.SplitAsync(scope, datasetId, request.Pairs!, name, cancellationToken) : identities.UnknownAsync(scope, datasetId, request.Pairs!, cancellationToken), cancellationToken);

    private static string? PeopleError(IReadOnlyList<PersonName>? people) =>
        people is { Count: > 0 and <= Most } && !people.Contains(null!) ? null : $"people must name 1 to {Most} people as they are listed: {{\"id\": \"...\", \"name\": \"ada\", \"captures\": 4}}.";

    private static async Task<IResult> ChangeAsync(Guid datasetId, ClaimsPrincipal user, DatasetQueries datasets, string? error, Func<TeamScope, Task<IdentityOutcome>> change, CancellationToken cancellationToken)
    {
        if (error is not null) return Problems.Invalid([error]);
        if (await datasets.FindAsync(user.Scope(), datasetId, cancellationToken) is null) return Problems.NotFound("dataset");
        return TypedResults.Ok(PeopleChanged.Of(await change(user.Scope())));
    }
}
