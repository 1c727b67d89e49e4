using System.Security.Claims;
using ThermalPortal.Data;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Alignments;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Quality;
using ThermalPortal.Data.Datasets.Review;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Api;

/// <summary>What is in a dataset: pairs, captures, near duplicates.</summary>
internal static class CapturesApi
{
    private const int MostPairs = 5_000;
    private const string Paging = "`skip` and `take` page through the list, 200 at most at a time.";

    public static void MapCaptures(this RouteGroupBuilder datasets)
    {
        datasets.MapGet("/{datasetId:guid}/pairs", PairsAsync).RequireAuthorization(Policies.Read)
            .WithName("ListPairs").WithSummary("Pairs of a dataset")
            .WithDescription("`fault` (blurred, clipped, no_face, unreadable): pairs with it in either picture. `review` (open, accepted, rejected): what a reviewer said. `reviewer`: id of who is asked to review them. `alignment` (none, aligned, outlier): what was said of how they lie on each other. " +
                "`text`: part of the thermal picture's path. " +
                $"`subject`: id of the person shown. `order`: path (default), newest, least_sharp. {Paging}")
            .Produces<Listed<PairStatus>>().ProducesProblem(400).ProducesProblem(404);
        datasets.MapPost("/pairs/{pairId:guid}/review", ReviewAsync).RequireAuthorization(Policies.Review)
            .WithName("ReviewPair").WithSummary("Accept a pair, reject it, or open it again")
            .WithDescription("Needs the role of a reviewer. An accepted pair is not taken apart and shows nobody else until it is opened again; no version takes a rejected one.")
            .Produces<PairStatus>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404);
        datasets.MapPost("/{datasetId:guid}/pairs/review", ReviewManyAsync).RequireAuthorization(Policies.Review)
            .WithName("ReviewPairs").WithSummary("Accept or reject many pairs, or open them again").WithDescription("Needs the role of a reviewer. Ids of no pair of this dataset are passed over.")
            .Produces<PairsChanged>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404);
        datasets.MapPost("/{datasetId:guid}/pairs/assign", AssignAsync).RequireAuthorization(Policies.Review)
            .WithName("AssignPairs").WithSummary("Ask somebody to review pairs").WithDescription("Needs the role of a reviewer. The list of pairs shows with `reviewer` what somebody is asked to review.")
            .Produces<PairsChanged>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404);
        datasets.MapGet("/{datasetId:guid}/captures", CapturesAsync).RequireAuthorization(Policies.Read)
            .WithName("ListCaptures").WithSummary("Pictures of one tray, by path").WithDescription($"`tray`: unpaired (default), paired, ambiguous, excluded. `fault` and `text` as for pairs. {Paging}")
            .Produces<Listed<CaptureStatus>>().ProducesProblem(400).ProducesProblem(404);
        datasets.MapGet("/{datasetId:guid}/duplicates", DuplicatesAsync).RequireAuthorization(Policies.Read)
            .WithName("ListNearDuplicates").WithSummary("Pictures that show the same")
            .WithDescription($"Those said to show different people first. `kind`: same_picture (but for compression, size or brightness) or same_scene (another crop, or a noisier frame); default both. {Paging}")
            .Produces<Listed<DuplicateStatus>>().ProducesProblem(400).ProducesProblem(404);
    }

    private static async Task<IResult> PairsAsync(
        Guid datasetId, string? fault, string? review, Guid? reviewer, string? alignment, string? text, Guid? subject, string? order, int? skip, int? take, ClaimsPrincipal user, DatasetQueries datasets, CaptureQueries captures, CancellationToken cancellationToken)
    {
        string?[] errors = [QueryWord.Read("fault", fault, CaptureQuality.AllFaults, out var wanted), QueryWord.Read("review", review, Enum.GetValues<ReviewState>(), out var state), QueryWord.Read("alignment", alignment, Enum.GetValues<AlignmentState>(), out var aligned), QueryWord.Read("order", order, Enum.GetValues<PairOrder>(), out var sorted)];
        if (errors.OfType<string>().ToArray() is { Length: > 0 } wrong) return Problems.Invalid(wrong);
        if (await datasets.FindAsync(user.Scope(), datasetId, cancellationToken) is null) return Problems.NotFound("dataset");
        var filter = new CaptureFilter { Fault = wanted, Review = state, AssigneeId = reviewer, Alignment = aligned, Text = text, SubjectId = subject, Order = sorted ?? PairOrder.Path };
        return TypedResults.Ok(Listed<PairStatus>.Of(await captures.PairsAsync(user.Scope(), datasetId, filter, Asked(skip, take), cancellationToken), PairStatus.Of));
    }

    private static async Task<IResult> ReviewAsync(Guid pairId, ReviewRequest request, ClaimsPrincipal user, ReviewQueries reviews, CaptureQueries captures, CancellationToken cancellationToken)
    {
        var error = QueryWord.Read("state", request.State, Enum.GetValues<ReviewState>(), out var state);
        if (state is not { } said) return Problems.Invalid([error ?? "state is missing: accepted, rejected or open."]);
        if (!await reviews.ReviewAsync(user.Scope(), pairId, said, request.Comment, cancellationToken)) return Problems.NotFound("pair");
        return await captures.FindPairAsync(user.Scope(), pairId, new(), cancellationToken) is { } view ? TypedResults.Ok(PairStatus.Of(view.Pair)) : Problems.NotFound("pair");
    }

    private static async Task<IResult> ReviewManyAsync(Guid datasetId, ManyReviewsRequest request, ClaimsPrincipal user, DatasetQueries datasets, ReviewQueries reviews, CancellationToken cancellationToken)
    {
        string?[] errors = [IdsError(request.PairIds), QueryWord.Read("state", request.State, Enum.GetValues<ReviewState>(), out var state) ?? (state is null ? "state is missing: accepted, rejected or open." : null)];
        if (errors.OfType<string>().ToArray() is { Length: > 0 } wrong) return Problems.Invalid(wrong);
        if (await datasets.FindAsync(user.Scope(), datasetId, cancellationToken) is null) return Problems.NotFound("dataset");
        var changed = await reviews.ReviewAsync(user.Scope(), datasetId, new PairSelection(request.PairIds), state!.Value, request.Comment, cancellationToken);
        return TypedResults.Ok(new PairsChanged(changed.Values.Sum(ids => ids.Length)));
    }

    private static async Task<IResult> AssignAsync(Guid datasetId, AssignRequest request, ClaimsPrincipal user, DatasetQueries datasets, ReviewQueries reviews, CancellationToken cancellationToken)
    {
        if (IdsError(request.PairIds) is { } error) return Problems.Invalid([error]);
        if (await datasets.FindAsync(user.Scope(), datasetId, cancellationToken) is null) return Problems.NotFound("dataset");
        try
        {
            return TypedResults.Ok(new PairsChanged(await reviews.AssignAsync(user.Scope(), datasetId, new PairSelection(request.PairIds), request.ReviewerId, cancellationToken)));
        }
        catch (ArgumentException)
        {
            return Problems.Invalid(["reviewer_id is no reviewer of this team."]);
        }
    }

    private static string? IdsError(IReadOnlyList<Guid>? ids) => ids is { Count: > 0 and <= MostPairs } ? null : $"pair_ids must name 1 to {MostPairs} pairs, not {ids?.Count ?? 0}.";

    private static async Task<IResult> CapturesAsync(
        Guid datasetId, string? tray, string? fault, string? text, int? skip, int? take, ClaimsPrincipal user, DatasetQueries datasets, CaptureQueries captures, CancellationToken cancellationToken)
    {
        string?[] errors = [QueryWord.Read("tray", tray, Enum.GetValues<Tray>(), out var from), QueryWord.Read("fault", fault, CaptureQuality.AllFaults, out var wanted)];
        if (errors.OfType<string>().ToArray() is { Length: > 0 } wrong) return Problems.Invalid(wrong);
        if (await datasets.FindAsync(user.Scope(), datasetId, cancellationToken) is null) return Problems.NotFound("dataset");
        var page = await captures.TrayAsync(user.Scope(), datasetId, from ?? Tray.Unpaired, new CaptureFilter { Fault = wanted, Text = text }, Asked(skip, take), cancellationToken);
        return TypedResults.Ok(Listed<CaptureStatus>.Of(page, CaptureStatus.Of));
    }

    private static async Task<IResult> DuplicatesAsync(Guid datasetId, string? kind, int? skip, int? take, ClaimsPrincipal user, DatasetQueries datasets, QualityQueries quality, CancellationToken cancellationToken)
    {
        if (QueryWord.Read("kind", kind, Enum.GetValues<DuplicateKind>(), out var wanted) is { } error) return Problems.Invalid([error]);
        return await datasets.FindAsync(user.Scope(), datasetId, cancellationToken) is null ? Problems.NotFound("dataset")
            : TypedResults.Ok(Listed<DuplicateStatus>.Of(await quality.DuplicatesAsync(user.Scope(), datasetId, wanted, Asked(skip, take), cancellationToken), DuplicateStatus.Of));
    }

    private static PageRequest Asked(int? skip, int? take) => new(skip ?? 0, take ?? PageRequest.MaxTake);
}
