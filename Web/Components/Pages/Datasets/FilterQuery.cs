using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Review;

namespace ThermalPortal.Web.Components.Pages.Datasets;

/// <summary>A filter as addresses carry it, so that the viewer goes through the pairs the list showed.</summary>
internal static class FilterQuery
{
    public const string Fault = "fault", Review = "review", Text = "text", Person = "person", Order = "order";

    public static CaptureFilter Read(string? fault, string? review, string? text, Guid? person, string? order) => new()
    {
        Fault = FaultWords.Read(fault), Review = Enum.TryParse<ReviewState>(review, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null,
        Text = string.IsNullOrWhiteSpace(text) ? null : text, SubjectId = person, Order = Enum.TryParse<PairOrder>(order, ignoreCase: true, out var sorted) && Enum.IsDefined(sorted) ? sorted : PairOrder.Path,
    };

    public static Dictionary<string, object?> Of(CaptureFilter filter) => new()
    {
        [Fault] = filter.Fault?.ToString().ToLowerInvariant(), [Review] = filter.Review?.ToString().ToLowerInvariant(), [Text] = filter.Text, [Person] = filter.SubjectId,
        [Order] = filter.Order == PairOrder.Path ? null : filter.Order.ToString().ToLowerInvariant(),
    };
}
