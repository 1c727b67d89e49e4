using ThermalPortal.Data.Datasets.Alignments;

namespace ThermalPortal.Data.Translations;

/// <summary>A crop in pixels of the input picture, rotated about its centre.</summary>
/// <param name="X">Left edge before rotation, pixels.</param>
/// <param name="Y">Top edge before rotation, pixels.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="AngleDegrees">Clockwise rotation about the centre, degrees.</param>
public sealed record CropRectangle(double X, double Y, double Width, double Height, double AngleDegrees = 0)
{
    /// <summary>Where the places of the crop, in shares of its sides from its top left corner, lie in the input, pixels.</summary>
    public PlaneTransform ToInput()
    {
        var (sin, cos) = Math.SinCos(AngleDegrees * Math.PI / 180);
        var (centreX, centreY) = (X + Width / 2, Y + Height / 2);
        return new PlaneTransform(
        [
            Width * cos, -Height * sin, centreX - (Width * cos - Height * sin) / 2,
            Width * sin, Height * cos, centreY - (Width * sin + Height * cos) / 2,
            0, 0, 1,
        ]);
    }
}
