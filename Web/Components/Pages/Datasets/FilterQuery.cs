using ThermalPortal.Data.Datasets.Alignments;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Review;

namespace ThermalPortal.Web.Components.Pages.Datasets;

/// <summary>A filter as addresses carry it, so that the viewer goes through the pairs the list showed.</summary>
internal static class FilterQuery
{
    public const string Fault = "fault", Review = "review", Reviewer = "reviewer", Alignment = "alignment", Text = "text", Person = "person", Order = "order";

    public static CaptureFilter Read(string? fault, string? review, Guid? reviewer, string? alignment, string? text, Guid? person, string? order) => new()
    {
        Fault = FaultWords.Read(fault), Review = Word<ReviewState>(review), AssigneeId = reviewer, Alignment = Word<AlignmentState>(alignment),
        Text = string.IsNullOrWhiteSpace(text) ? null : text, SubjectId = person, Order = Word<PairOrder>(order) ?? PairOrder.Path,
    };

    public static Dictionary<string, object?> Of(CaptureFilter filter) => new()
    {
        [Fault] = filter.Fault?.ToString().ToLowerInvariant(), [Review] = filter.Review?.ToString().ToLowerInvariant(), [Reviewer] = filter.AssigneeId, [Alignment] = filter.Alignment?.ToString().ToLowerInvariant(), [Text] = filter.Text, [Person] = filter.SubjectId,
        [Order] = filter.Order == PairOrder.Path ? null : filter.Order.ToString().ToLowerInvariant(),
    };

    private static T? Word<T>(string? text) where T : struct, Enum => Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;
}
