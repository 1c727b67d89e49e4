using System.Security.Claims;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Scales;
using ThermalPortal.Data.Datasets.Scenes;
using ThermalPortal.Web.Components.Pages.Datasets;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Api;

/// <summary>How the numbers of 16-bit and floating-point pictures become degrees: what was guessed, confirmed, corrected. Bytes are never changed, and every answer can be taken back.</summary>
internal static class ScalesApi
{
    private const int MostGroups = 1_000;
    private static readonly string _scales = string.Join(", ", Enum.GetValues<TemperatureScale>().Select(s => s.Word()));

    public static void MapScales(this RouteGroupBuilder datasets)
    {
        datasets.MapGet("/{datasetId:guid}/scales", ListAsync).RequireAuthorization(Policies.Read)
            .WithName("ListTemperatureScales").WithSummary("Temperature scales that were guessed, and those people said")
            .WithDescription("Pictures whose file does not say what its numbers mean, in groups by format, camera (else session) and guess; a scale of `counts` is none. Their degrees are unconfirmed until somebody answers.")
            .Produces<ScalesStatus>().ProducesProblem(404);
        datasets.MapPost("/{datasetId:guid}/scales", SayAsync).RequireAuthorization(Policies.Write)
            .WithName("SayTemperatureScales").WithSummary("Confirm guessed scales, or say what they are")
            .WithDescription($"`scale`: one of {_scales}; left out: each group's guess is right (groups of `counts` have none and stay open). `groups`: which ones, as they are listed; left out: all. Accepted pairs, and pictures it would give an impossible temperature, stay as they are and are counted. Versions frozen from then on hold the answer.")
            .Produces<ScaleOutcome>().ProducesProblem(400).ProducesProblem(404);
        datasets.MapPost("/{datasetId:guid}/scales/{batchId:guid}/undo", UndoAsync).RequireAuthorization(Policies.Write)
            .WithName("UndoTemperatureScales").WithSummary("Take an answer back, for every picture of which nobody has said otherwise since").Produces<ScaleOutcome>().ProducesProblem(404);
        datasets.MapGet("/captures/{captureId:guid}/scale", FindAsync).RequireAuthorization(Policies.Read)
            .WithName("GetTemperatureScale").WithSummary("With which scale a picture is shown").Produces<CaptureScaleStatus>().ProducesProblem(404);
        datasets.MapPut("/captures/{captureId:guid}/scale", SaveAsync).RequireAuthorization(Policies.Write)
            .WithName("SayTemperatureScale").WithSummary("Say with which scale a picture is shown")
            .WithDescription($"`scale`: one of {_scales}; null takes back what was said. Where somebody has said something since `seen`, the answer is 409.")
            .Produces<CaptureScaleStatus>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> ListAsync(Guid datasetId, ClaimsPrincipal user, DatasetQueries datasets, ScaleQueries scales, CancellationToken cancellationToken) =>
        await datasets.FindAsync(user.Scope(), datasetId, cancellationToken) is null ? Problems.NotFound("dataset")
            : TypedResults.Ok(new ScalesStatus(
                [.. (await scales.GroupsAsync(user.Scope(), datasetId, cancellationToken)).Select(g => new ScaleGroupStatus(g.Format, g.Source, g.Scale.Word(), g.Count, g.Scale.Of(g.Lowest), g.Scale.Of(g.Highest)))],
                await scales.AnswersAsync(user.Scope(), datasetId, cancellationToken)));

    private static async Task<IResult> SayAsync(Guid datasetId, ScalesRequest request, ClaimsPrincipal user, DatasetQueries datasets, ScaleQueries scales, CancellationToken cancellationToken)
    {
        var (scale, error) = Read(request.Scale);
        if (error is not null) return Problems.Invalid([error]);
        if (request.Groups is { } named && (named.Count is 0 or > MostGroups || named.Any(g => g?.Key() is null))) return Problems.Invalid([$"groups must name 1 to {MostGroups} groups as they are listed: {{\"format\": \"png-16\", \"source\": \"\", \"scale\": \"centi_kelvin\"}}."]);
        if (await datasets.FindAsync(user.Scope(), datasetId, cancellationToken) is null) return Problems.NotFound("dataset");
        ScaleGroupKey[] groups = [.. request.Groups?.Select(g => g.Key()!) ?? (await scales.GroupsAsync(user.Scope(), datasetId, cancellationToken)).Select(g => g.Key)];
        return TypedResults.Ok(await scales.SayAsync(user.Scope(), datasetId, groups, scale, cancellationToken));
    }

    private static async Task<IResult> UndoAsync(Guid datasetId, Guid batchId, ClaimsPrincipal user, DatasetQueries datasets, ScaleQueries scales, CancellationToken cancellationToken) =>
        await datasets.FindAsync(user.Scope(), datasetId, cancellationToken) is null ? Problems.NotFound("dataset") : TypedResults.Ok(await scales.TakeBackAsync(user.Scope(), datasetId, batchId, cancellationToken));

    private static async Task<IResult> FindAsync(Guid captureId, ClaimsPrincipal user, SceneQueries scenes, CancellationToken cancellationToken) =>
        await scenes.FindAsync(user.Scope(), captureId, cancellationToken) is { Scale: { } scale } view ? TypedResults.Ok(CaptureScaleStatus.Of(scale, view.Edit)) : Problems.NotFound("picture with a scale");

    private static async Task<IResult> SaveAsync(Guid captureId, ScaleRequest request, ClaimsPrincipal user, SceneQueries scenes, ScaleQueries scales, CancellationToken cancellationToken)
    {
        var (scale, error) = Read(request.Scale);
        if (error is not null) return Problems.Invalid([error]);
        return await scales.SaveAsync(user.Scope(), captureId, request.Seen, scale, cancellationToken) switch
        {
            SceneOutcome.Done => await FindAsync(captureId, user, scenes, cancellationToken),
            SceneOutcome.NotThere => Problems.NotFound("picture"),
            SceneOutcome.ChangedMeanwhile => Problems.Conflict("Somebody else has said something meanwhile. Nothing was overwritten: read it again, then name it as seen."),
            var refused => Problems.Conflict(SceneWords.Of(refused).Words),
        };
    }

    private static (TemperatureScale? Scale, string? Error) Read(string? word) =>
        word is null ? (null, null) : TemperatureScales.Parse(word) is { } scale ? (scale, null) : (null, $"scale is one of {_scales}, not {word}.");
}
