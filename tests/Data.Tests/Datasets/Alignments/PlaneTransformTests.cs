using ThermalPortal.Data.Datasets.Alignments;

namespace ThermalPortal.Data.Tests.Datasets.Alignments;

public sealed class PlaneTransformTests
{
    private static readonly PlaneTransform _perspective = new([.4, -.1, 12, .02, .5, -30, 2e-4, -1e-4, 2]);

    [Fact]
    public void Inverse_OfAPerspective_LeadsBack()
    {
        foreach (var p in new PicturePoint[] { new(0, 0), new(640, 12.5), new(333, 480) })
        {
            Assert.True(_perspective.Inverse().Apply(_perspective.Apply(p)).DistanceTo(p) < 1e-9);
            Assert.True(_perspective.Then(_perspective.Inverse()).Apply(p).DistanceTo(p) < 1e-9);
        }
    }

    [Fact]
    public void Then_TwoMoves_AreDoneInThatOrder()
    {
        PlaneTransform twice = new([2, 0, 0, 0, 2, 0, 0, 0, 1]), right = new([1, 0, 10, 0, 1, 0, 0, 0, 1]);
        Assert.Equal(new(12, 2), twice.Then(right).Apply(new(1, 1)));
        Assert.Equal(new(22, 2), right.Then(twice).Apply(new(1, 1)));
    }

    [Fact]
    public void Parse_OwnTextOrCommas_IsExact()
    {
        Assert.Equal(_perspective.Matrix, PlaneTransform.Parse(_perspective.ToString())!.Matrix);
        Assert.Equal(1, _perspective.Matrix[8]);
        Assert.Equal([1, 0, .5, 0, 1, -2, 0, 0, 1], PlaneTransform.Parse("[1,0,.5, 0,1,-2, 0,0,1]")!.Matrix);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1 0 0 0 1 0 0 0")]
    [InlineData("1 0 0 0 1 0 0 0 x")]
    [InlineData("1 0 0 0 1 0 0 0 NaN")]
    [InlineData("1 2 0 2 4 0 0 0 1")]
    [InlineData("1 0 0 0 1 0 0 0 0")]
    public void Parse_WhatIsNoTransform_IsNull(string text) => Assert.Null(PlaneTransform.Parse(text));

    [Theory]
    [InlineData("2 -1 5 1 2 6 0 0 1", TransformKind.Similarity)]
    [InlineData("2 -1 5 1 3 6 0 0 1", TransformKind.Affine)]
    [InlineData("2 -1 5 1 2 6 1e-4 0 1", TransformKind.Homography)]
    public void Kind_OfAMatrix_IsTheLeastThatDoesIt(string text, TransformKind kind) => Assert.Equal(kind, PlaneTransform.Parse(text)!.Kind);
}
