namespace ThermalPortal.Data.Datasets.Alignments;

/// <summary>Pairs of a dataset by alignment.</summary>
/// <param name="None">Without one.</param>
/// <param name="Aligned">With one.</param>
/// <param name="Outliers">Of both, those that disagree with the transform of their session.</param>
public sealed record AlignmentCounts(int None, int Aligned, int Outliers);
