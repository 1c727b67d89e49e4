using ThermalPortal.Data.Datasets.Alignments;

namespace ThermalPortal.Web.Components.Pages.Datasets.Alignments;

/// <summary>A point on the bench.</summary>
/// <param name="Pair">Where it is in both pictures.</param>
/// <param name="Guessed">The picture in which nobody has put it yet: its place there is a guess and does not count; null: it is in place in both.</param>
public sealed record BenchPoint(PointPair Pair, PictureSide? Guessed = null)
{
    public PicturePoint In(PictureSide side) => side == PictureSide.Thermal ? Pair.Thermal : Pair.Visible;

    public BenchPoint Put(PictureSide side, PicturePoint place) => new(side == PictureSide.Thermal ? Pair with { Thermal = place } : Pair with { Visible = place }, Guessed == side ? null : Guessed);
}
