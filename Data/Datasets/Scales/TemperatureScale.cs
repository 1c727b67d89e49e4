namespace ThermalPortal.Data.Datasets.Scales;

/// <summary>How the numbers of a thermal file become degrees Celsius. Names are those of the readers, which the worker translates.</summary>
public enum TemperatureScale
{
    /// <summary>Not at all: they stay counts.</summary>
    Counts = 0,

    /// <summary>Hundredths of a kelvin.</summary>
    CentiKelvin = 1,

    /// <summary>Tenths of a kelvin.</summary>
    DeciKelvin = 2,

    /// <summary>0.04 K: FLIR Duo Pro R in its fine range.</summary>
    DuoProHigh = 3,

    /// <summary>0.4 K: FLIR Duo Pro R in its coarse range.</summary>
    DuoProLow = 4,

    /// <summary>1/64 K: InfiRay P2 Pro, Topdon TC001.</summary>
    Kelvin64 = 5,

    /// <summary>Degrees Celsius already.</summary>
    Celsius = 6,

    Kelvin = 7,

    Fahrenheit = 8,
}
