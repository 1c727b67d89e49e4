namespace ThermalPortal.Inference.Thermal;

/// <summary>What may be claimed about a frame. Travels with crops, results and exports.</summary>
public enum RadiometryBadge
{
    /// <summary>Degrees C may be shown.</summary>
    RadiometricC,

    /// <summary>14 or 16 bit counts without a scale: relative contrast only.</summary>
    RawCounts,

    /// <summary>8-bit picture: 0..255 only, never a unit.</summary>
    Relative8,
}
