namespace ThermalPortal.Data.Translations;

/// <summary>A crop in pixels of the input picture, rotated about its centre.</summary>
/// <param name="X">Left edge before rotation, pixels.</param>
/// <param name="Y">Top edge before rotation, pixels.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="AngleDegrees">Clockwise rotation about the centre, degrees.</param>
public sealed record CropRectangle(double X, double Y, double Width, double Height, double AngleDegrees = 0);
