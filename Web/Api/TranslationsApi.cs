using System.Security.Claims;
using Hangfire;
using Microsoft.Extensions.Options;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Models;
using ThermalPortal.Data.Translations;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Api;

/// <summary>Send thermal pictures, watch, fetch the results.</summary>
internal static class TranslationsApi
{
    public static void MapTranslations(this RouteGroupBuilder api)
    {
        var translations = api.MapGroup("/translations").WithTags("Translations");
        translations.MapPost("/", StartAsync).RequireAuthorization(Policies.Write)
            .WithName("StartTranslation").WithSummary("Translate one or many thermal pictures")
            .WithDescription("Multipart form: one or many parts named `file`; optional fields `model`, `samples` (1-8), `steps` (1-100), `guidance` (1-4), " +
                "`seed`, `attributes` (JSON object or name=value,…; `unknown` hides one) and `crop` (`face`: find and align faces; `none`: the whole frame).")
            .Accepts<TranslationRequest>("multipart/form-data")
            .Produces<StartedTranslation>(202).ProducesProblem(400).ProducesProblem(401).ProducesProblem(413).ProducesProblem(415).ProducesProblem(429);
        translations.MapGet("/{id:guid}", FindAsync)
            .WithName("GetTranslation").WithSummary("State, progress and results").Produces<TranslationStatus>().ProducesProblem(404);
        translations.MapDelete("/{id:guid}", CancelAsync).RequireAuthorization(Policies.Write)
            .WithName("CancelTranslation").WithSummary("Cancel").WithDescription("Asking twice is no error; 409 when it has ended already.")
            .Produces<StartedTranslation>(202).Produces<StartedTranslation>().ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> StartAsync(
        HttpRequest request, ClaimsPrincipal user, UploadQueries uploads, ModelQueries models, TranslationQueries runs,
        IBackgroundJobClient queue, IOptions<UploadLimits> options, CancellationToken cancellationToken)
    {
        var (scope, limits, form) = (user.Scope(), options.Value, new TranslationForm());
        List<NewTranslationInput> inputs = [];
        Guid? uploadId = null;
        await MultipartForm.ReadAsync(request, limits.TranslationBytes, async (name, mediaType, body) =>
        {
            if (inputs.Count == limits.TranslationFiles) throw new BadHttpRequestException($"Send at most {limits.TranslationFiles} pictures at once.", 413);
            var upload = uploadId ??= await uploads.StartAsync(scope, cancellationToken);
            var content = new LimitedStream(body, limits.TranslationFileBytes);
            if (await uploads.AddFileAsync(scope, upload, name, mediaType, content, cancellationToken) is { } item) inputs.Add(new(item.Id));
        }, form.Set, cancellationToken);

        var (chosen, errors) = form.Read();
        var model = await models.ResolveAsync(scope, form.Model, cancellationToken);
        if (inputs.Count == 0) errors = [.. errors, "Send at least one picture as a part named 'file'."];
        if (model is null) errors = [.. errors, NoModel(form.Model)];
        if (errors.Count > 0 || model is null) return Problems.Invalid(errors);

        if (await uploads.CloseAsync(scope, uploadId!.Value, cancellationToken)) queue.EnqueueImport(uploadId.Value);
        var id = await runs.CreateAsync(scope, new() { ModelVersionId = model.Id, Options = chosen, Inputs = inputs }, cancellationToken);
        return TypedResults.Accepted(StatusUrl(id), new StartedTranslation(id, TranslationStatus.Word(RunState.Queued), StatusUrl(id)));
    }

    private static async Task<IResult> FindAsync(Guid id, ClaimsPrincipal user, TranslationQueries runs, CancellationToken cancellationToken) =>
        await runs.FindAsync(user.Scope(), id, cancellationToken) is { DeletedAt: null } run ? TypedResults.Ok(TranslationStatus.Of(run)) : Problems.NotFound("translation");

    private static async Task<IResult> CancelAsync(Guid id, ClaimsPrincipal user, TranslationQueries runs, CancellationToken cancellationToken) =>
        await runs.CancelAsync(user.Scope(), id, cancellationToken) switch
        {
            CancelOutcome.Canceled => TypedResults.Ok(new StartedTranslation(id, "canceled", StatusUrl(id))),
            CancelOutcome.Stopping => TypedResults.Accepted(StatusUrl(id), new StartedTranslation(id, "running", StatusUrl(id))),
            CancelOutcome.AlreadyFinal => Problems.Conflict("This translation has ended already."),
            _ => Problems.NotFound("translation"),
        };

    private static string StatusUrl(Guid id) => $"/api/v1/translations/{id}";

    private static string NoModel(string? asked) => asked is null
        ? "No model is installed yet. The worker registers the shipped one when it starts; try again in a moment."
        : $"There is no model '{asked}'. GET /api/v1/models lists those your team can use.";
}

/// <summary>The form of a new translation, for the API reference.</summary>
internal sealed record TranslationRequest(
    IFormFileCollection File, string? Model, int? Samples, int? Steps, double? Guidance, long? Seed, string? Attributes, string? Crop);
