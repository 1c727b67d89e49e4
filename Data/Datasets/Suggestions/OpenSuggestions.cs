using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Review;

namespace ThermalPortal.Data.Datasets.Suggestions;

/// <summary>Which suggestions wait for an answer. Answers are not kept twice: a yes is the label itself, so taking the label back opens the suggestion again.</summary>
internal static class OpenSuggestions
{
    /// <summary>Pairs with a suggestion for <paramref name="name"/> that nobody has answered.</summary>
    public static IQueryable<CapturePair> WithSuggestion(this IQueryable<CapturePair> pairs, string name) => pairs.Where(p =>
        p.Review != ReviewState.Accepted && !EF.Functions.JsonExists(p.Labels, name) && p.Suggestions.Any(s => s.Name == name && s.Value != null && s.RefusedAt == null));
}
