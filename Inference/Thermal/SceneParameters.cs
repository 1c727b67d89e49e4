namespace ThermalPortal.Inference.Thermal;

/// <summary>What lies between skin and sensor. Temperatures in C, distance in metres, the rest as fractions 0..1.</summary>
public sealed record SceneParameters
{
    /// <summary>Emissivity of the object.</summary>
    public double Emissivity { get; init; } = 0.98;

    /// <summary>Distance to the object, metres.</summary>
    public double Distance { get; init; } = 1;

    /// <summary>Reflected (background) temperature, C.</summary>
    public double Reflected { get; init; } = 22;

    /// <summary>Air temperature, C.</summary>
    public double Atmosphere { get; init; } = 22;

    /// <summary>Temperature of an extra window, C.</summary>
    public double Window { get; init; } = 22;

    /// <summary>Transmission of that window; 1 = none.</summary>
    public double WindowTransmission { get; init; } = 1;

    /// <summary>Relative humidity, 0..1.</summary>
    public double Humidity { get; init; } = 0.5;
}
