namespace ThermalPortal.Data.Datasets.Alignments;

/// <summary>What a transform may do; each may do what those before it may.</summary>
public enum TransformKind
{
    /// <summary>Move, turn and scale: 2 points.</summary>
    Similarity = 0,

    /// <summary>Also stretch and shear: 3 points that are not on one line.</summary>
    Affine = 1,

    /// <summary>Also perspective, as two cameras see a plane: 4 points of which no three are on one line.</summary>
    Homography = 2,
}
