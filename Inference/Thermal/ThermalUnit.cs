namespace ThermalPortal.Inference.Thermal;

/// <summary>What one number of a <see cref="ThermalFrame"/> means.</summary>
public enum ThermalUnit
{
    /// <summary>Degrees Celsius, apparent (emissivity 1) unless the read options asked for more.</summary>
    Celsius,

    /// <summary>Sensor counts without a known scale; larger is warmer.</summary>
    Counts,

    /// <summary>Relative brightness 0..255; larger is warmer, no physical unit.</summary>
    Relative,
}
