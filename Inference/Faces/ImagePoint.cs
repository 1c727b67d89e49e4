namespace ThermalPortal.Inference.Faces;

/// <summary>A point in pixels; (0, 0) is the top left corner of the top left pixel, x to the right, y down.</summary>
public readonly record struct ImagePoint(float X, float Y);
