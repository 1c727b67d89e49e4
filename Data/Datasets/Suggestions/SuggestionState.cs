namespace ThermalPortal.Data.Datasets.Suggestions;

/// <summary>Suggestions of a dataset: what waits for an answer, and what the last request came to.</summary>
/// <param name="Open">By attribute, how many pairs wait for a yes or no.</param>
/// <param name="Request">The last request; null: nobody has asked.</param>
public sealed record SuggestionState(IReadOnlyDictionary<string, int> Open, SuggestionRequest? Request)
{
    /// <summary>Work goes on, or waits for a worker.</summary>
    public bool Working => Request is { EndedAt: null };
}
