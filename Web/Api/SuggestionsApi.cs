using System.Security.Claims;
using Hangfire;
using ThermalPortal.Data;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Labels;
using ThermalPortal.Data.Datasets.Suggestions;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Api;

/// <summary>What a model's classifier suggests as labels, and people's answers.</summary>
internal static class SuggestionsApi
{
    private const int Most = 5_000;

    public static void MapSuggestions(this RouteGroupBuilder datasets)
    {
        datasets.MapPost("/{datasetId:guid}/suggestions", AskAsync).RequireAuthorization(Policies.Write)
            .WithName("AskForSuggestions").WithSummary("Ask the model to suggest labels")
            .WithDescription("A background job looks at the thermal picture of every pair that is not accepted and suggests values for the attributes nobody has said anything of. Suggestions are no labels: they are not counted, exported, frozen or trained on before a person says yes.")
            .Produces<SuggestionStatus>(202).ProducesProblem(404);
        datasets.MapGet("/{datasetId:guid}/suggestions", ListAsync).RequireAuthorization(Policies.Read)
            .WithName("ListSuggestions").WithSummary("Suggestions that wait for a yes or no")
            .WithDescription("`label`: of which attribute; without it only how many there are and how far the job is. `skip` and `take` page through the pairs, 200 at most at a time.")
            .Produces<SuggestionStatus>().ProducesProblem(404);
        datasets.MapPost("/suggestions/answers", AnswerAsync).RequireAuthorization(Policies.Write)
            .WithName("AnswerSuggestions").WithSummary("Say yes or no to suggestions")
            .WithDescription("A yes makes an ordinary label where the pair has none by then; a no is remembered, and the same model does not suggest it again. Accepted pairs stay as they are and are counted.")
            .Produces<LabelsChanged>().ProducesProblem(400);
    }

    private static async Task<IResult> AskAsync(Guid datasetId, ClaimsPrincipal user, SuggestionQueries suggestions, IBackgroundJobClient queue, CancellationToken cancellationToken)
    {
        if (!await suggestions.AskAsync(user.Scope(), datasetId, cancellationToken)) return Problems.NotFound("dataset");
        queue.EnqueueSuggestions(datasetId);
        return TypedResults.Accepted($"/api/v1/datasets/{datasetId}/suggestions", SuggestionStatus.Of(await suggestions.StateAsync(user.Scope(), datasetId, cancellationToken), [], 0));
    }

    private static async Task<IResult> ListAsync(Guid datasetId, string? label, int? skip, int? take, ClaimsPrincipal user, DatasetQueries datasets, CaptureQueries captures, SuggestionQueries suggestions, CancellationToken cancellationToken)
    {
        if (await datasets.FindAsync(user.Scope(), datasetId, cancellationToken) is null) return Problems.NotFound("dataset");
        var state = await suggestions.StateAsync(user.Scope(), datasetId, cancellationToken);
        if (label is not { Length: > 0 }) return TypedResults.Ok(SuggestionStatus.Of(state, [], 0));
        var page = await captures.PairsAsync(user.Scope(), datasetId, new CaptureFilter { Suggested = label }, new PageRequest(skip ?? 0, take ?? PageRequest.MaxTake), cancellationToken);
        var open = await suggestions.OpenAsync(user.Scope(), [.. page.Items.Select(p => p.Id)], label, cancellationToken);
        return TypedResults.Ok(SuggestionStatus.Of(state, page.Items.Select(p => open.GetValueOrDefault(p.Id)).OfType<AttributeSuggestion>(), page.Total));
    }

    private static async Task<IResult> AnswerAsync(AnswerRequest request, ClaimsPrincipal user, SuggestionQueries suggestions, CancellationToken cancellationToken)
    {
        if (request.SuggestionIds is not { Count: > 0 and <= Most } ids) return Problems.Invalid([$"suggestion_ids must name 1 to {Most} suggestions."]);
        if (request.Yes is not { } yes) return Problems.Invalid(["yes is missing: true makes labels, false refuses."]);
        if (yes) return TypedResults.Ok(LabelsChanged.Of(await suggestions.AcceptAsync(user.Scope(), ids, cancellationToken)));
        var refused = await suggestions.RefuseAsync(user.Scope(), ids, cancellationToken);
        return TypedResults.Ok(new LabelsChanged(refused.Count, ids.Distinct().Count() - refused.Count, 0));
    }
}

/// <summary>Suggestions of a dataset.</summary>
/// <param name="Working">The model still looks at pairs.</param>
/// <param name="Looked">Pairs it has looked at.</param>
/// <param name="Total">Pairs it looks at.</param>
/// <param name="Problem">Why it ended early; null: it did not.</param>
/// <param name="Open">By attribute, how many pairs wait for an answer.</param>
/// <param name="Items">Those of the attribute asked for.</param>
/// <param name="ItemsTotal">How many there are of it.</param>
public sealed record SuggestionStatus(bool Working, int Looked, int Total, string? Problem, IReadOnlyDictionary<string, int> Open, IReadOnlyList<SuggestionItem> Items, int ItemsTotal)
{
    internal static SuggestionStatus Of(SuggestionState state, IEnumerable<AttributeSuggestion> items, int total) => new(
        state.Working, state.Request?.Looked ?? 0, state.Request?.Total ?? 0, state.Request?.Problem, state.Open,
        [.. items.Select(s => new SuggestionItem(s.Id, s.PairId, s.Name, s.Value!, s.Confidence, s.ModelName, s.ModelVersion, s.ModelSha256))], total);
}

/// <summary>One suggestion.</summary>
/// <param name="Id">To answer it.</param>
/// <param name="PairId">Of which pair.</param>
/// <param name="Name">Attribute.</param>
/// <param name="Value">Most probable value.</param>
/// <param name="Confidence">Its calibrated probability, 0..1.</param>
/// <param name="ModelName">Who suggests it.</param>
/// <param name="ModelVersion">Its version.</param>
/// <param name="ModelSha256">Its SHA-256.</param>
public sealed record SuggestionItem(Guid Id, Guid PairId, string Name, string Value, float Confidence, string ModelName, string ModelVersion, string ModelSha256);

/// <summary>A person's answer.</summary>
/// <param name="SuggestionIds">To which suggestions; 5,000 at most.</param>
/// <param name="Yes">True makes labels, false refuses.</param>
public sealed record AnswerRequest(IReadOnlyList<Guid>? SuggestionIds, bool? Yes);
