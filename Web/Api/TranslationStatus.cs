using ThermalPortal.Data.Translations;
using ThermalPortal.Web.Components.Pages.Translate;

namespace ThermalPortal.Web.Api;

/// <summary>Answer to a new translation.</summary>
public sealed record StartedTranslation(Guid Id, string Status, string StatusUrl);

/// <summary>A translation as the API tells it.</summary>
/// <param name="Id">The translation.</param>
/// <param name="Status">queued, running, succeeded, failed or canceled.</param>
/// <param name="Progress">0..1.</param>
/// <param name="ReasonCode">Why it failed or was cancelled, for programs.</param>
/// <param name="Reason">Why it failed or was cancelled, for people.</param>
/// <param name="Model">Model and version.</param>
/// <param name="Note">What the pictures are.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="Inputs">The pictures, in order.</param>
public sealed record TranslationStatus(
    Guid Id, string Status, double Progress, string? ReasonCode, string? Reason, string Model, string Note,
    DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt, IReadOnlyList<TranslatedInput> Inputs)
{
    /// <summary>Goes with every result.</summary>
    public const string SynthesisNote = "synthesised from a thermal image, not a photograph";

    internal static TranslationStatus Of(TranslationDetail run) => new(
        run.Id, Word(run.State), run.Progress, run.ReasonCode, run.Reason, $"{run.ModelName}@{run.ModelVersion}", SynthesisNote,
        run.CreatedAt, run.FinishedAt, [.. run.Inputs.Select(TranslatedInput.Of)]);

    internal static string Word(RunState state) => state switch
    {
        RunState.Queued => "queued",
        RunState.Succeeded => "succeeded",
        RunState.Failed => "failed",
        RunState.Canceled => "canceled",
        _ => "running",
    };
}

/// <summary>One picture and what came out of it.</summary>
/// <param name="Filename">As it was sent.</param>
/// <param name="Error">What went wrong with this picture, and what to do; null: nothing.</param>
/// <param name="Repair">What was put right when this picture was read, such as a logo that was filled; null: nothing.</param>
/// <param name="Results">By face, then sample.</param>
public sealed record TranslatedInput(string Filename, string? Error, string? Repair, IReadOnlyList<TranslatedFace> Results)
{
    internal static TranslatedInput Of(InputDetail input) => new(
        input.FileName,
        input.Error is null ? null : string.Join(' ', new[] { input.Error, input.ErrorAdvice }.Where(t => !string.IsNullOrEmpty(t))),
        input.Repair,
        [.. input.Results.Select(r => TranslatedFace.Of(r, input))]);
}

/// <summary>One synthesised picture.</summary>
/// <param name="ImageUrl">GET it for the PNG.</param>
/// <param name="Face">Which face of the picture, from 0.</param>
/// <param name="Sample">Which sample of the face, from 0.</param>
/// <param name="Seed">Makes this picture again.</param>
/// <param name="Crop">What was cut from the input.</param>
/// <param name="BeyondFrame">Share of the crop beyond the edges of the input, 0..1: there nothing was measured, and the picture is invented. Null: the input's size is not known.</param>
/// <param name="Attributes">What the model, or the operator, said about the face.</param>
public sealed record TranslatedFace(
    string ImageUrl, int Face, int Sample, long Seed, Crop Crop, double? BeyondFrame, IReadOnlyDictionary<string, AttributeValue> Attributes)
{
    internal static TranslatedFace Of(ResultDetail result, InputDetail input) => new(
        $"/api/v1/results/{result.Id}", result.FaceIndex, result.SampleIndex, result.Seed,
        new Crop(result.Crop.X, result.Crop.Y, result.Crop.Width, result.Crop.Height, result.Crop.AngleDegrees),
        input is { Width: > 0, Height: > 0 } ? Math.Round(FrameEdge.Of(result.Crop, input.Width, input.Height)?.Beyond ?? 0, 3) : null,
        input.Attributes.Where(a => a.FaceIndex == result.FaceIndex)
            .ToDictionary(a => a.Name, a => new AttributeValue(a.Value, a.Confidence, a.Source.ToString().ToLowerInvariant())));
}

/// <summary>A rectangle in input pixels, turned about its centre.</summary>
/// <param name="X">Left edge before the turn.</param>
/// <param name="Y">Top edge before the turn.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Angle">Degrees, clockwise.</param>
public sealed record Crop(double X, double Y, double Width, double Height, double Angle);

/// <summary>An attribute.</summary>
/// <param name="Value">Its value.</param>
/// <param name="Confidence">Calibrated probability of the value, 0..1.</param>
/// <param name="Source">predicted, operator, or unknown (hidden from the model).</param>
public sealed record AttributeValue(string Value, double Confidence, string Source);
