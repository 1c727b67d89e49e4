namespace ThermalPortal.Inference.Denoising;

/// <summary>How a map is read by the selective scan.</summary>
public enum ScanDirections
{
    /// <summary>Rows forward and backward (Vim): half the cost.</summary>
    Bidirectional,

    /// <summary>Rows and columns, forward and backward (VMamba SS2D).</summary>
    Cross,

    /// <summary>No scan: attention alone.</summary>
    None,
}
