namespace ThermalPortal.Data.Datasets.Alignments;

/// <summary>A place in a picture as people see it (upright), pixels; (0, 0) is the top left corner of the top left pixel, x to the right, y down.</summary>
public readonly record struct PicturePoint(double X, double Y)
{
    public double DistanceTo(PicturePoint other) => double.Hypot(X - other.X, Y - other.Y);
}
