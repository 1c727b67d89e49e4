using ThermalPortal.Data.Datasets.Scales;
using ThermalPortal.Data.Datasets.Scenes;

namespace ThermalPortal.Web.Api;

/// <summary>Temperature scales of a dataset.</summary>
/// <param name="Groups">Guessed, waiting for an answer; the largest first.</param>
/// <param name="Answers">What was said for several pictures at once and still holds, newest first; 20 at most.</param>
public sealed record ScalesStatus(IReadOnlyList<ScaleGroupStatus> Groups, IReadOnlyList<ScaleAnswer> Answers);

/// <summary>Pictures whose scale was guessed alike.</summary>
/// <param name="Format">Short name of their format.</param>
/// <param name="Source">Their camera as the manifest calls it, else "session" and its name; empty: neither is known.</param>
/// <param name="Scale">The guess; counts: no scale was found.</param>
/// <param name="Count">How many.</param>
/// <param name="Lowest">Lowest of their medians: degrees Celsius by the guess, or counts.</param>
/// <param name="Highest">Highest of them.</param>
public sealed record ScaleGroupStatus(string Format, string Source, string Scale, int Count, double Lowest, double Highest);

/// <summary>A group named in a request, as it was listed.</summary>
/// <param name="Format">Short name of the format.</param>
/// <param name="Source">Camera or session; empty: neither is known.</param>
/// <param name="Scale">The guess.</param>
public sealed record ScaleGroupName(string? Format, string? Source, string? Scale)
{
    internal ScaleGroupKey? Key() => Format is not null && Scale is not null && TemperatureScales.Parse(Scale) is { } scale ? new ScaleGroupKey(Format, Source ?? "", scale) : null;
}

/// <summary>What guessed scales are.</summary>
/// <param name="Scale">The scale; null: each group's guess is right.</param>
/// <param name="Groups">Of which groups; null: all.</param>
public sealed record ScalesRequest(string? Scale, IReadOnlyList<ScaleGroupName>? Groups);

/// <summary>What the scale of a picture is.</summary>
/// <param name="Seen">The answer you saw (<c>edit_id</c>); null: none.</param>
/// <param name="Scale">The scale; null: take back what was said.</param>
public sealed record ScaleRequest(Guid? Seen, string? Scale);

/// <summary>With which scale a picture is shown.</summary>
/// <param name="Format">Short name of its format.</param>
/// <param name="ReadAs">The scale it was read with.</param>
/// <param name="Scale">The scale it is shown with; counts: no degrees.</param>
/// <param name="Guessed">Nobody has confirmed it.</param>
/// <param name="Median">Median of its values as shown: degrees Celsius, or counts.</param>
/// <param name="EditId">What people said last; name it as <c>seen</c> when you change it. Null: nothing.</param>
/// <param name="UserId">Who said so.</param>
/// <param name="At">When.</param>
public sealed record CaptureScaleStatus(string Format, string ReadAs, string Scale, bool Guessed, double Median, Guid? EditId, Guid? UserId, DateTimeOffset? At)
{
    internal static CaptureScaleStatus Of(CaptureScale scale, SceneEdit? edit) =>
        new(scale.Reading.Format, scale.Reading.Scale.Word(), scale.Shown.Word(), scale.Guessed, scale.Shown.Of(scale.Reading.Median), edit?.Id, edit?.UserId, edit?.CreatedAt);
}
