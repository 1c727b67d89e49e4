using System.Globalization;
using ThermalPortal.Data.Datasets.Alignments;
using ThermalPortal.Data.Translations;

namespace ThermalPortal.Web.Components.Pages.Translate;

/// <summary>Where the thermal frame ends within a crop: beyond it the camera measured nothing.</summary>
/// <param name="Outline">The frame as the d of an SVG path; the crop is the unit square.</param>
/// <param name="Beyond">Share of the crop beyond the frame.</param>
public sealed record FrameEdge(string Outline, double Beyond)
{
    private const int Grid = 64;
    private const double Least = 0.01;

    /// <summary>The share in words.</summary>
    public string Share => $"about {Math.Round(100 * Beyond):0} %";

    /// <summary>Null: the frame (nearly) fills the crop, or its size is not known.</summary>
    public static FrameEdge? Of(CropRectangle crop, int? width, int? height)
    {
        if (width is not > 0 || height is not > 0 || crop is not { Width: > 0, Height: > 0 }) return null;
        var toInput = crop.ToInput();
        var beyond = Enumerable.Range(0, Grid * Grid).Count(i => toInput.Apply(new((i % Grid + .5) / Grid, (i / Grid + .5) / Grid)) is var p && (p.X < 0 || p.Y < 0 || p.X > width || p.Y > height)) / (double)(Grid * Grid);
        if (beyond < Least) return null;
        var toCrop = toInput.Inverse();
        var corners = new PicturePoint[] { new(0, 0), new(width.Value, 0), new(width.Value, height.Value), new(0, height.Value) }.Select(toCrop.Apply);
        return new FrameEdge($"M{string.Join('L', corners.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.X:0.####} {c.Y:0.####}")))}Z", beyond);
    }
}
