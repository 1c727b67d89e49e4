namespace ThermalPortal.Inference.Faces;

/// <summary>An upright rectangle in pixels of the input.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
public readonly record struct FaceBox(float X, float Y, float Width, float Height);
