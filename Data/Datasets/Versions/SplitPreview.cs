using ThermalPortal.Data.Datasets.Splits;

namespace ThermalPortal.Data.Datasets.Versions;

/// <summary>What freezing would give.</summary>
/// <param name="Parts">The three parts, train first.</param>
/// <param name="LeftOut">Pairs without a person: they could be anybody, so they are in no part.</param>
/// <param name="Remarks">What to know before scores of this split are believed; empty = nothing.</param>
/// <param name="Leakage">What of one part is seen in another.</param>
public sealed record SplitPreview(IReadOnlyList<PartFigures> Parts, int LeftOut, IReadOnlyList<string> Remarks, LeakageProof Leakage);

/// <summary>One part in figures.</summary>
/// <param name="Part">Which.</param>
/// <param name="Pairs">Pairs in it.</param>
/// <param name="People">People in it, who are in no other part.</param>
/// <param name="Shares">Share of the pairs with each balanced value, such as <c>sex = female</c> → .48.</param>
public sealed record PartFigures(DatasetPart Part, int Pairs, int People, IReadOnlyDictionary<string, double> Shares);
