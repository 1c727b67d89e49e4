namespace ThermalPortal.Data.Datasets.Splits;

/// <summary>A person to be put into one part of a split.</summary>
/// <param name="Key">Identity; a merged identity is one.</param>
/// <param name="Pairs">Pairs that show the person.</param>
/// <param name="Attributes">What the parts should have alike, such as <c>sex = female</c>.</param>
/// <param name="Official">The data set's own part for this person; null = none.</param>
public sealed record SplitIdentity(string Key, int Pairs, IReadOnlyDictionary<string, string> Attributes, DatasetPart? Official = null);
