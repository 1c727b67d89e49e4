namespace ThermalPortal.Data.Datasets.Alignments;

/// <summary>Pairs that are looked for by their alignment.</summary>
public enum AlignmentState
{
    /// <summary>Without one.</summary>
    None = 0,

    /// <summary>With one.</summary>
    Aligned = 1,

    /// <summary>Those that disagree with the transform of their session, with or without one of their own.</summary>
    Outlier = 2,
}
