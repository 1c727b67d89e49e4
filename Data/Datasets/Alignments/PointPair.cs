namespace ThermalPortal.Data.Datasets.Alignments;

/// <summary>The same thing seen in both pictures of a pair.</summary>
/// <param name="Thermal">Where in the thermal picture, its pixels.</param>
/// <param name="Visible">Where in the visible picture, its pixels.</param>
/// <param name="Name">What it is, such as "left eye"; null: a point set by hand.</param>
public sealed record PointPair(PicturePoint Thermal, PicturePoint Visible, string? Name = null);
