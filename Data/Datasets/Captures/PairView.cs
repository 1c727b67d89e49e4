namespace ThermalPortal.Data.Datasets.Captures;

/// <summary>A pair as the viewer shows it.</summary>
/// <param name="Pair">With captures, files and people.</param>
/// <param name="Reviewer">Who said last what it is worth; null: nobody yet.</param>
/// <param name="PreviousId">The pair before it, null at the beginning.</param>
/// <param name="NextId">The pair after it, null at the end.</param>
public sealed record PairView(CapturePair Pair, string? Reviewer, Guid? PreviousId, Guid? NextId);
