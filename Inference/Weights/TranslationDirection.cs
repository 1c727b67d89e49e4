namespace ThermalPortal.Inference.Weights;

/// <summary>Which picture a model is given and which it makes.</summary>
public enum TranslationDirection
{
    /// <summary>Thermal in, visible out: what the portal serves.</summary>
    ThermalToVisible,

    /// <summary>Luminance of a visible picture in, thermal out (three equal channels): makes thermal partners for visible faces that have none.</summary>
    VisibleToThermal,
}
