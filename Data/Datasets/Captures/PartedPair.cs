using ThermalPortal.Data.Datasets.Alignments;
using ThermalPortal.Data.Datasets.Suggestions;

namespace ThermalPortal.Data.Datasets.Captures;

/// <summary>A pair that was taken apart, with everything that was said of it, so that it can be put together again as it was.</summary>
public sealed class PartedPair
{
    internal PartedPair(CapturePair pair, IReadOnlyList<PairAlignment> alignments, IReadOnlyList<AttributeSuggestion> suggestions) => (Pair, Alignments, Suggestions) = (pair, alignments, suggestions);

    internal CapturePair Pair { get; }

    internal IReadOnlyList<PairAlignment> Alignments { get; }

    internal IReadOnlyList<AttributeSuggestion> Suggestions { get; }
}
