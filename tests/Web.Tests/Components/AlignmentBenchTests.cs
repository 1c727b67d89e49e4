using ThermalPortal.Data.Datasets.Alignments;
using ThermalPortal.Web.Components.Pages.Datasets.Alignments;

namespace ThermalPortal.Web.Tests.Components;

public sealed class AlignmentBenchTests
{
    internal static readonly PictureSize Thermal = new(200, 100), Visible = new(800, 400);

    private static readonly PicturePoint[] _places = [new(40, 40), new(160, 48), new(80, 90), new(60, 12)];

    internal static PointPair[] Quarter => [.. _places.Select(p => new PointPair(p, new(p.X * 4, p.Y * 4)))];

    [Fact]
    public void Add_WithoutATransform_GuessesTheSameShareAndDoesNotCountIt()
    {
        var bench = Bench(TransformKind.Similarity, []);
        Assert.Contains("needs 2 points", bench.Problem);
        Assert.Equal(0, bench.Add(PictureSide.Thermal, new(50, 25)));
        Assert.Equal((new PicturePoint(200, 100), PictureSide.Visible), (bench.Points[0].Pair.Visible, bench.Points[0].Guessed));
        Assert.Empty(bench.Placed);
        Assert.Equal(0, bench.Add(PictureSide.Visible, new(210, 90))); // the partner, not another point
        Assert.Equal((new PointPair(new(50, 25), new(210, 90)), (PictureSide?)null), (bench.Points[0].Pair, bench.Points[0].Guessed));
        Assert.Contains("there is 1", bench.Problem);
        Assert.Equal([null], bench.Residuals);
    }

    [Theory]
    [InlineData(PictureSide.Thermal)]
    [InlineData(PictureSide.Visible)]
    public void Add_WithATransform_GuessesByItAndStaysInside(PictureSide side)
    {
        var bench = Bench(TransformKind.Affine, Quarter);
        var place = side == PictureSide.Thermal ? new PicturePoint(100, 20) : new(400, 80);
        Assert.Equal(4, bench.Add(side, place));
        var added = bench.Points[4].Pair;
        Assert.True(added.Thermal.DistanceTo(new(100, 20)) < 1e-9 && added.Visible.DistanceTo(new(400, 80)) < 1e-9);
        bench.Move(side, 4, new(-50, 5000), further: false);
        Assert.Equal(side == PictureSide.Thermal ? new PicturePoint(0, 100) : new(0, 400), bench.Points[4].In(side));
    }

    [Fact]
    public void Move_OneAsOneMovement_IsUndoneInOneStep()
    {
        var bench = Bench(TransformKind.Similarity, Quarter);
        Assert.True(bench.Rms < 1e-9 && !bench.CanUndo && !bench.IsExact);
        bench.Move(PictureSide.Thermal, 2, new(85, 90), further: false);
        bench.Move(PictureSide.Thermal, 2, new(88, 90), further: true);
        bench.Move(PictureSide.Thermal, 2, new(92, 90), further: true);
        Assert.Equal(bench.Residuals.Max(), bench.Residuals[2]);
        Assert.InRange(bench.Rms!.Value, 1, 12);
        bench.Move(PictureSide.Thermal, 1, new(161, 48), further: true); // another point: another movement
        bench.Undo();
        Assert.Equal(new(92, 90), bench.Points[2].Pair.Thermal);
        bench.Undo();
        Assert.Equal(new(80, 90), bench.Points[2].Pair.Thermal);
        Assert.True(bench is { CanUndo: false, CanRedo: true } && bench.Rms < 1e-9);
        bench.Redo();
        Assert.Equal(new(92, 90), bench.Points[2].Pair.Thermal);
        bench.Remove(0);
        Assert.Equal((3, false), (bench.Points.Count, bench.CanRedo));
        bench.Move(PictureSide.Visible, 7, new(1, 1), further: false); // a message that came too late
        bench.Remove(7);
        Assert.Equal(3, bench.Points.Count);
    }

    [Fact]
    public void Kept_UntilSomethingChanges_IsTheTransform()
    {
        var kept = new PlaneTransform([.25, 0, 3, 0, .25, 0, 0, 0, 1]); // 3 pixels beside these points
        var bench = new AlignmentBench(TransformKind.Similarity, Quarter, kept, Thermal, Visible);
        Assert.Equal((true, 3), (bench.IsKept, Math.Round(bench.Rms!.Value, 9)));
        bench.Choose(TransformKind.Homography);
        Assert.True(bench is { IsKept: false, IsExact: true } && bench.Rms < 1e-6);
        bench.Undo();
        Assert.Same(kept, bench.Transform);
        bench.Replace([]);
        Assert.Null(bench.Transform);
    }

    private static AlignmentBench Bench(TransformKind kind, PointPair[] points) => new(kind, points, null, Thermal, Visible);
}
