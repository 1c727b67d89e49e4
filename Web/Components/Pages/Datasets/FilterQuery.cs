using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Review;

namespace ThermalPortal.Web.Components.Pages.Datasets;

/// <summary>A filter as addresses carry it, so that the viewer goes through the pairs the list showed.</summary>
internal static class FilterQuery
{
    public const string Fault = "fault", Review = "review";

    public static CaptureFilter Read(string? fault, string? review) => new()
    {
        Fault = FaultWords.Read(fault), Review = Enum.TryParse<ReviewState>(review, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null,
    };

    public static Dictionary<string, object?> Of(CaptureFilter filter) => new()
    {
        [Fault] = filter.Fault?.ToString().ToLowerInvariant(), [Review] = filter.Review?.ToString().ToLowerInvariant(),
    };
}
