namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>What aligns a real face: separates errors of the face detector from errors of the translation.</summary>
public enum RealCrop
{
    /// <summary>The face found in the thermal picture, as in the product; else the visible one; else the whole picture.</summary>
    Thermal,

    /// <summary>The face found in the visible picture, which is more exact but unknown to the product; else as above.</summary>
    Visible,

    /// <summary>No alignment: the largest centred square.</summary>
    Whole,
}
