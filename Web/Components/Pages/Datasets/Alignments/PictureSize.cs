using ThermalPortal.Data.Datasets.Alignments;

namespace ThermalPortal.Web.Components.Pages.Datasets.Alignments;

/// <summary>Pixels.</summary>
public readonly record struct PictureSize(int Width, int Height)
{
    public PicturePoint Middle => new(Width / 2.0, Height / 2.0);

    public PicturePoint Inside(PicturePoint p) => new(Math.Clamp(p.X, 0, Width), Math.Clamp(p.Y, 0, Height));
}
