using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using ThermalPortal.Data.Datasets.Alignments;
using ThermalPortal.Web.Components.Pages.Datasets;
using ThermalPortal.Web.Components.Pages.Datasets.Alignments;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Api;

/// <summary>How the pictures of a pair lie on each other. Bytes are never changed, and every change can be taken back.</summary>
internal static class AlignmentsApi
{
    public static void MapAlignments(this RouteGroupBuilder datasets)
    {
        var pair = datasets.MapGroup("/pairs/{pairId:guid}/alignment");
        pair.MapGet("/", FindAsync).RequireAuthorization(Policies.Read)
            .WithName("GetAlignment").WithSummary("Alignment of a pair, and face points found in both pictures").Produces<AlignmentAnswer>().ProducesProblem(404);
        pair.MapPut("/", SaveAsync).RequireAuthorization(Policies.Write)
            .WithName("AlignPair").WithSummary("Align a pair by points").WithDescription("The transform that leaves the least residual is kept. 400 says why points do not decide one.")
            .Produces<AlignmentAnswer>().RefusesArguments().ProducesProblem(404).ProducesProblem(409);
        pair.MapPost("/remove", (Guid pairId, AlignmentChange change, ClaimsPrincipal user, AlignmentQueries alignments, CancellationToken cancellationToken) =>
                AnswerAsync(pairId, user, alignments, () => alignments.RemoveAsync(user.Scope(), pairId, change.Seen, cancellationToken), cancellationToken)).RequireAuthorization(Policies.Write)
            .WithName("RemoveAlignment").WithSummary("From now on the pair has no alignment").Produces<AlignmentAnswer>().ProducesProblem(404).ProducesProblem(409);
        pair.MapPost("/undo", (Guid pairId, AlignmentChange change, ClaimsPrincipal user, AlignmentQueries alignments, CancellationToken cancellationToken) =>
                AnswerAsync(pairId, user, alignments, async () => (await alignments.UndoAsync(user.Scope(), pairId, change.Seen, cancellationToken)).Outcome, cancellationToken)).RequireAuthorization(Policies.Write)
            .WithName("UndoAlignment").WithSummary("Take the last change of an alignment back").WithDescription("One that was made to a session goes back for all of its pairs that nobody has changed or accepted since.")
            .Produces<AlignmentAnswer>().ProducesProblem(404).ProducesProblem(409);
        pair.MapPost("/session", SessionAsync).RequireAuthorization(Policies.Write)
            .WithName("AlignSession").WithSummary("Let the pair's session take over its transform")
            .WithDescription("Pairs whose own face points disagree (above the median and three median distances from it, and above 2 pixels) keep what they have and are flagged; accepted ones are left alone.")
            .Produces<IReadOnlyList<SessionMember>>().ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> FindAsync(Guid pairId, ClaimsPrincipal user, AlignmentQueries alignments, CancellationToken cancellationToken) =>
        await alignments.FindAsync(user.Scope(), pairId, cancellationToken) is { } view ? TypedResults.Ok(new AlignmentAnswer(AlignmentStatus.Of(view.Pair.Alignment), view.Detected)) : Problems.NotFound("pair");

    private static async Task<IResult> SaveAsync(Guid pairId, AlignRequest request, ClaimsPrincipal user, AlignmentQueries alignments, CancellationToken cancellationToken)
    {
        var error = QueryWord.Read("kind", request.Kind, Enum.GetValues<TransformKind>(), out var kind);
        if (kind is not { } wanted) return Problems.Invalid([error ?? "kind is missing: similarity, affine or homography."]);
        if (request.Points is not { } points || points.Contains(null)) return Problems.Invalid(["points is missing: a list of {\"thermal\": {\"x\": 1, \"y\": 2}, \"visible\": {\"x\": 3, \"y\": 4}}."]);
        return await AnswerAsync(pairId, user, alignments, () => alignments.SaveAsync(user.Scope(), pairId, request.Seen, wanted, points, cancellationToken), cancellationToken);
    }

    private static async Task<IResult> SessionAsync(Guid pairId, AlignmentChange change, ClaimsPrincipal user, SessionAlignment sessions, CancellationToken cancellationToken)
    {
        var (outcome, members) = await sessions.ApplyAsync(user.Scope(), pairId, change.Seen, change.Everybody, cancellationToken);
        return (IResult?)Refusal(outcome) ?? TypedResults.Ok(members);
    }

    private static async Task<IResult> AnswerAsync(Guid pairId, ClaimsPrincipal user, AlignmentQueries alignments, Func<Task<AlignmentOutcome>> change, CancellationToken cancellationToken) =>
        (IResult?)Refusal(await change()) ?? await FindAsync(pairId, user, alignments, cancellationToken);

    private static ProblemHttpResult? Refusal(AlignmentOutcome outcome) => outcome switch
    {
        AlignmentOutcome.Done => null,
        AlignmentOutcome.NotThere => Problems.NotFound("pair or alignment"),
        AlignmentOutcome.ChangedMeanwhile => Problems.Conflict("Somebody else has changed this alignment meanwhile. Nothing was overwritten: read it again, then name it as seen."),
        _ => Problems.Conflict(AlignmentWords.Of(outcome)!),
    };
}
