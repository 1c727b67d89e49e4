namespace ThermalPortal.Inference.Thermal;

/// <summary>Which correction turns radiometric counts into degrees C.</summary>
public enum TemperatureModel
{
    /// <summary>Emissivity 1, no air: the apparent temperature. What the shipped networks are trained on.</summary>
    Apparent,

    /// <summary>Skin at close range: emissivity 0.98, air and window ignored, the camera's reflected temperature.</summary>
    Face,

    /// <summary>The full chain with the parameters stored by the camera.</summary>
    Camera,
}
