namespace ThermalPortal.Inference.Thermal;

/// <summary>How stored numbers become degrees C; the rows of the scale table. Declared by the uploader or guessed from the median.</summary>
public enum ThermalScale
{
    /// <summary>Keep the counts: no scale is known (Seek, Boson without radiometry, Lepton 2 without TLinear).</summary>
    Counts,

    /// <summary>v/100 - 273.15: Lepton and PureThermal TLinear, FLIR Duo and Duo R, radiometric Boson, Charlotte-ThermalFace.</summary>
    CentiKelvin,

    /// <summary>v/10 - 273.15: Lepton TLinear in the coarse resolution.</summary>
    DeciKelvin,

    /// <summary>0.04 v - 273.15: FLIR Duo Pro R, high-resolution range.</summary>
    DuoProHigh,

    /// <summary>0.40 v - 273.15: FLIR Duo Pro R, low-resolution range.</summary>
    DuoProLow,

    /// <summary>v/64 - 273.15: InfiRay P2 Pro, Topdon TC001.</summary>
    Kelvin64,

    /// <summary>Already degrees C (float files).</summary>
    Celsius,

    /// <summary>Kelvin (float files).</summary>
    Kelvin,

    /// <summary>Degrees Fahrenheit (float files).</summary>
    Fahrenheit,
}
