using ThermalPortal.Data.Datasets.Alignments;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Review;

namespace ThermalPortal.Web.Components.Pages.Datasets;

/// <summary>A filter as addresses carry it, so that the viewer goes through the pairs the list showed.</summary>
internal static class FilterQuery
{
    public const string Fault = "fault", Review = "review", Alignment = "alignment";

    public static CaptureFilter Read(string? fault, string? review, string? alignment) => new()
    {
        Fault = FaultWords.Read(fault), Review = Word<ReviewState>(review), Alignment = Word<AlignmentState>(alignment),
    };

    public static Dictionary<string, object?> Of(CaptureFilter filter) => new()
    {
        [Fault] = filter.Fault?.ToString().ToLowerInvariant(), [Review] = filter.Review?.ToString().ToLowerInvariant(), [Alignment] = filter.Alignment?.ToString().ToLowerInvariant(),
    };

    private static T? Word<T>(string? text) where T : struct, Enum => Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;
}
