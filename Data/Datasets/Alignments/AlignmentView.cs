using ThermalPortal.Data.Datasets.Captures;

namespace ThermalPortal.Data.Datasets.Alignments;

/// <summary>A pair as the alignment lab shows it.</summary>
/// <param name="Pair">With captures, people and the present alignment.</param>
/// <param name="Author">Who made the present alignment; null: there is none.</param>
/// <param name="Batch">How many pairs were changed with this one; 0: it alone.</param>
/// <param name="Detected">Face points found in both pictures; empty: not in both.</param>
public sealed record AlignmentView(CapturePair Pair, string? Author, int Batch, IReadOnlyList<PointPair> Detected);
