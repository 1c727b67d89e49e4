namespace ThermalPortal.Data;

/// <summary>One page of a longer list.</summary>
/// <param name="Items">The rows of this page.</param>
/// <param name="Total">Rows over all pages.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int Total);
