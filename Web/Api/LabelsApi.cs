using System.Security.Claims;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Labels;
using ThermalPortal.Web.Components.Pages.Datasets;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Api;

/// <summary>What people say of pairs: sex, glasses, whatever a team needs.</summary>
internal static class LabelsApi
{
    private const int MostPairs = 5_000;

    public static void MapLabels(this RouteGroupBuilder datasets)
    {
        datasets.MapGet("/{datasetId:guid}/labels", VocabularyAsync).RequireAuthorization(Policies.Read)
            .WithName("ListLabels").WithSummary("Labels in use, with their values").WithDescription("Those with more than 12 values in the first 5,000 pictures are left out: coordinates and the like.")
            .Produces<IReadOnlyList<LabelStatus>>().ProducesProblem(404);
        datasets.MapPost("/{datasetId:guid}/pairs/labels", SetAsync).RequireAuthorization(Policies.Write)
            .WithName("LabelPairs").WithSummary("Say of pairs what a label is")
            .WithDescription("A pair that is accepted, or of which somebody has said otherwise than `seen`, stays as it is and is counted. What a manifest said is kept below.")
            .Produces<LabelsChanged>().RefusesArguments().ProducesProblem(404);
    }

    private static async Task<IResult> VocabularyAsync(Guid datasetId, ClaimsPrincipal user, DatasetQueries datasets, LabelQueries labels, CancellationToken cancellationToken) =>
        await datasets.FindAsync(user.Scope(), datasetId, cancellationToken) is null ? Problems.NotFound("dataset")
            : TypedResults.Ok((await labels.VocabularyAsync(user.Scope(), datasetId, cancellationToken)).Select(l => new LabelStatus(l.Name, l.Values)));

    private static async Task<IResult> SetAsync(Guid datasetId, LabelRequest request, ClaimsPrincipal user, DatasetQueries datasets, LabelQueries labels, CancellationToken cancellationToken)
    {
        if (request is not { Name: { } name, Value: { } value }) return Problems.Invalid(["name and value are needed; an empty value takes the label away."]);
        if (request.Pairs is not { Count: > 0 and <= MostPairs } pairs || pairs.Contains(null!)) return Problems.Invalid([$"pairs must name 1 to {MostPairs} pairs: a list of {{\"pair_id\": \"...\", \"seen\": \"value shown, or null\"}}."]);
        if (await datasets.FindAsync(user.Scope(), datasetId, cancellationToken) is null) return Problems.NotFound("dataset");
        var outcome = await labels.SetAsync(user.Scope(), datasetId, pairs, name, value, cancellationToken);
        return TypedResults.Ok(LabelsChanged.Of(outcome));
    }
}

/// <summary>A label in use.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">What is said of pairs.</param>
public sealed record LabelStatus(string Name, IReadOnlyList<string> Values);

/// <summary>What somebody says of pairs.</summary>
/// <param name="Name">Label, 1 to 60 characters.</param>
/// <param name="Value">What it is, up to 60 characters; empty: that there is none.</param>
/// <param name="Pairs">Of which pairs, and what was seen of each; 5,000 at most.</param>
public sealed record LabelRequest(string? Name, string? Value, IReadOnlyList<LabelTarget>? Pairs);

/// <summary>What became of it.</summary>
/// <param name="Changed">Pairs that were different before.</param>
/// <param name="Overtaken">Pairs of which somebody had said otherwise than was seen: left as they are.</param>
/// <param name="Accepted">Pairs a reviewer has accepted: left as they are.</param>
public sealed record LabelsChanged(int Changed, int Overtaken, int Accepted)
{
    internal static LabelsChanged Of(LabelOutcome outcome) => new(outcome.Changes.Count, outcome.Overtaken, outcome.Accepted);
}
