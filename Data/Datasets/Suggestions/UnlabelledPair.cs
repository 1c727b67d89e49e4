namespace ThermalPortal.Data.Datasets.Suggestions;

/// <summary>A pair that a model may look at.</summary>
/// <param name="PairId">The pair.</param>
/// <param name="Sha256">Bytes of its thermal picture; null: they are gone.</param>
/// <param name="Names">Attributes of which nobody has said anything and this model was not asked; may be empty.</param>
public sealed record UnlabelledPair(Guid PairId, string? Sha256, IReadOnlyList<string> Names);
