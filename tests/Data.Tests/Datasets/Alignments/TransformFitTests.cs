using ThermalPortal.Data.Datasets.Alignments;

namespace ThermalPortal.Data.Tests.Datasets.Alignments;

public sealed class TransformFitTests
{
    private static readonly PicturePoint[] _face = [new(410, 450), new(600, 460), new(500, 580), new(505, 690), new(280, 500), new(720, 520)];

    private static readonly Dictionary<TransformKind, PlaneTransform> _known = new()
    {
        [TransformKind.Similarity] = new([.2, -.05, 12, .05, .2, -30, 0, 0, 1]),
        [TransformKind.Affine] = new([.2, -.05, 12, .01, .27, -30, 0, 0, 1]),
        [TransformKind.Homography] = new([.2, -.05, 12, .01, .27, -30, 2e-4, -1e-4, 1]),
    };

    public static TheoryData<TransformKind> Kinds => [.. Enum.GetValues<TransformKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_PointsOfAKnownTransform_FindsIt(TransformKind kind)
    {
        var fit = TransformFit.Of(kind, Pairs(_known[kind], _face));
        Assert.Null(fit.Problem);
        Assert.True(fit.Rms < 1e-8, $"{fit.Rms} px");
        Assert.All(fit.Transform!.Matrix.Zip(_known[kind].Matrix), p => Assert.Equal(p.Second, p.First, 1e-9 * Math.Max(1, Math.Abs(p.Second))));
        foreach (var corner in new PicturePoint[] { new(0, 0), new(1600, 0), new(1600, 1200) })
            Assert.True(fit.Transform.Apply(corner).DistanceTo(_known[kind].Apply(corner)) < 1e-6);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_FewestPoints_FitsThemExactly(TransformKind kind)
    {
        var least = TransformFit.LeastPoints(kind);
        var fit = TransformFit.Of(kind, Pairs(_known[TransformKind.Homography], _face[..least]));
        Assert.True(fit.Rms < 1e-8, fit.Problem ?? $"{fit.Rms} px");
        var few = TransformFit.Of(kind, Pairs(_known[kind], _face[..(least - 1)]));
        Assert.Contains($"needs {least} points", few.Problem);
        Assert.Empty(few.Residuals);
        Assert.Null(few.Rms);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_NoisyPoints_LeavesTheLeastSquares(TransformKind kind)
    {
        var random = new Random(3);
        PointPair[] points = [.. Pairs(_known[kind], [.. _face, new(350, 600), new(640, 300)]).Select(p => p with { Thermal = new(p.Thermal.X + random.NextDouble() * 4 - 2, p.Thermal.Y + random.NextDouble() * 4 - 2) })];
        var fit = TransformFit.Of(kind, points);
        Assert.InRange(fit.Rms!.Value, .3, 2);
        Assert.Equal(fit.Rms.Value, Math.Sqrt(fit.Residuals.Average(r => r * r)), 1e-12);
        for (var i = 0; i < 8; i++) // no small change of any number is better
            foreach (var by in new[] { 1 + 1e-6, 1 - 1e-6 })
            {
                if (fit.Transform!.Matrix[i] == 0 || kind == TransformKind.Similarity) continue;
                var near = new PlaneTransform([.. fit.Transform.Matrix.Select((v, j) => j == i ? v * by : v)]);
                Assert.True(TransformFit.RmsOf(TransformFit.ResidualsOf(near, points)) >= fit.Rms - 1e-12, $"{kind}, number {i}");
            }
    }

    [Fact]
    public void Of_SimilarityOfNoisyPoints_IsBetterThanItsNeighbours()
    {
        PointPair[] points = [.. Pairs(_known[TransformKind.Affine], _face)];
        var fit = TransformFit.Of(TransformKind.Similarity, points);
        var m = fit.Transform!.Matrix;
        Assert.Equal(TransformKind.Similarity, fit.Transform.Kind);
        foreach (var (turn, scale) in new[] { (1e-4, 1.0), (-1e-4, 1), (0, 1 + 1e-4), (0, 1 - 1e-4) })
        {
            var (a, b) = (scale * (m[0] - turn * m[3]), scale * (m[3] + turn * m[0]));
            Assert.True(TransformFit.RmsOf(TransformFit.ResidualsOf(new([a, -b, m[2], b, a, m[5], 0, 0, 1]), points)) > fit.Rms);
        }
    }

    [Fact]
    public void Of_OnePointFarOff_HasTheLargestResidual()
    {
        var points = Pairs(_known[TransformKind.Affine], _face).ToArray();
        points[2] = points[2] with { Thermal = new(points[2].Thermal.X + 25, points[2].Thermal.Y) };
        var residuals = TransformFit.Of(TransformKind.Affine, points).Residuals.ToList();
        Assert.Equal(2, residuals.IndexOf(residuals.Max()));
    }

    [Fact]
    public void Of_PointsThatDecideNothing_SaysWhatToDo()
    {
        PicturePoint[] line = [new(0, 0), new(50, 20.1), new(100, 40), new(200, 79.9), new(300, 120)];
        var plane = _known[TransformKind.Affine];
        Assert.Contains("visible picture lie on one line", TransformFit.Of(TransformKind.Affine, [.. _face.Zip(line, (t, v) => new PointPair(t, v))]).Problem);
        Assert.Contains("thermal picture lie on one line", TransformFit.Of(TransformKind.Homography, [.. _face.Zip(line, (v, t) => new PointPair(t, v))]).Problem);
        Assert.Null(TransformFit.Of(TransformKind.Similarity, Pairs(_known[TransformKind.Similarity], line)).Problem);
        Assert.Contains("line for a perspective", TransformFit.Of(TransformKind.Homography, Pairs(plane, [.. line[..3], new(50, 300)])).Problem);
        Assert.Contains("one place of the visible picture", TransformFit.Of(TransformKind.Similarity, [.. _face.Select(p => new PointPair(p, new(9, 9)))]).Problem);
        Assert.Contains("mirror", TransformFit.Of(TransformKind.Affine, [.. _face.Select(p => new PointPair(new(-p.X, p.Y), p))]).Problem);
        Assert.Contains("has no place", TransformFit.Of(TransformKind.Similarity, [.. _face.Select(p => new PointPair(p, new(double.NaN, 1)))]).Problem);
    }

    [Fact]
    public void Of_SwappedNumbersInAPerspective_IsRefusedNotFolded()
    {
        PointPair[] points = [.. Pairs(_known[TransformKind.Homography], _face[..4])];
        (points[0], points[1]) = (points[0] with { Visible = points[1].Visible }, points[1] with { Visible = points[0].Visible });
        Assert.Contains("each other's number", TransformFit.Of(TransformKind.Homography, points).Problem);
    }

    private static PointPair[] Pairs(PlaneTransform transform, PicturePoint[] visible) => [.. visible.Select(p => new PointPair(transform.Apply(p), p))];
}
