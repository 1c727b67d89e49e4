namespace ThermalPortal.Inference.Thermal;

/// <summary>Which end of a relative picture is warm.</summary>
public enum ThermalPolarity
{
    /// <summary>Nothing was declared: taken as white-hot; the face detector looks at both.</summary>
    Auto,

    /// <summary>Bright is warm.</summary>
    WhiteHot,

    /// <summary>Dark is warm: the reader inverts relative pictures.</summary>
    BlackHot,
}
