namespace ThermalPortal.Data.Datasets;

/// <summary>How far the values of a thermal picture can be trusted as temperatures.</summary>
public enum RadiometryBadge
{
    /// <summary>Degrees Celsius.</summary>
    RadiometricC = 0,

    /// <summary>Sensor counts without calibration.</summary>
    RawCounts = 1,

    /// <summary>8-bit or palette picture: order of warmth only.</summary>
    Relative8 = 2,
}
