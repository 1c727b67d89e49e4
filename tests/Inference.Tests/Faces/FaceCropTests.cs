using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Thermal;

namespace ThermalPortal.Inference.Tests.Faces;

public sealed class FaceCropTests
{
    private static ThermalFrame Frame(float[] values) => new() { Width = 8, Height = 8, Values = values, Unit = ThermalUnit.Celsius, Badge = RadiometryBadge.Relative8, Format = "test" };

    private static FaceCrop Crop(params (float X, float Y)[] p) =>
        FaceCrop.FromPoints(new(p[0].X, p[0].Y), new(p[1].X, p[1].Y), new(p[2].X, p[2].Y), new(p[3].X, p[3].Y));

    [Fact]
    public void FromPoints_FrontalFace_PutsEyesInTheCanonicalPlace()
    {
        var crop = Crop((80, 60), (120, 60), (100, 84), (100, 60 + 40 * 1.12f));
        var left = FaceAligner.ToCrop(crop, new(80, 60));
        var right = FaceAligner.ToCrop(crop, new(120, 60));
        Assert.Equal(FaceCrop.EyeDistance, right.X - left.X, 0.001f);
        Assert.Equal(0.5f, (left.X + right.X) / 2, 0.001f);
        Assert.Equal(FaceCrop.EyeHeight, left.Y, 0.001f);
        Assert.Equal(0, crop.AngleDegrees, 0.001f);
    }

    [Fact]
    public void FromPoints_TurnedPicture_TurnsTheCrop()
    {
        var upright = Crop((80, 60), (120, 60), (100, 84), (100, 104.8f));
        var turned = Crop((-60, 80), (-60, 120), (-84, 100), (-104.8f, 100));          // the same points turned by 90 degrees clockwise
        Assert.Equal(90, turned.AngleDegrees, 0.01f);
        Assert.Equal(upright.Size, turned.Size, 0.01f);
        Assert.Equal(-upright.CentreY, turned.CentreX, 0.01f);
        Assert.Equal(upright.CentreX, turned.CentreY, 0.01f);
    }

    [Fact]
    public void FromPoints_HalfProfile_KeepsTheSize()
    {
        var frontal = Crop((80, 60), (120, 60), (100, 84), (100, 104.8f));
        var half = Crop((88, 60), (116, 60), (118, 84), (106, 104.8f));
        Assert.InRange(half.Size / frontal.Size, 0.85f, 1.05f);
    }

    [Fact]
    public void FromFace_OneEyeFarOff_StaysNear()
    {
        var good = new[] { new ImagePoint(80, 60), new(120, 60), new(100, 84), new(100, 104.8f), new(60, 70), new(140, 70) };
        var bad = good.ToArray();
        bad[1] = new(132, 95);
        var box = new FaceBox(48, 40, 104, 104);
        var reference = FaceCrop.FromFace(new Face { Box = box, Points = good, Score = 1 });
        var crop = FaceCrop.FromFace(new Face { Box = box, Points = bad, Score = 1 });
        Assert.InRange(crop.Size / reference.Size, 0.75f, 1.35f);
        Assert.InRange(crop.AngleDegrees, -25, 25);
        Assert.InRange(crop.CentreX, reference.CentreX - 20, reference.CentreX + 20);
    }

    [Fact]
    public void FromFace_PointsOfANoseInTheBoxOfAFace_TheBoxDecides()
    {
        ImagePoint[] good = [new(80, 60), new(120, 60), new(100, 84), new(100, 104.8f), new(60, 70), new(140, 70)];
        var box = new FaceBox(48, 24, 104, 104);
        var reference = FaceCrop.FromFace(new Face { Box = box, Points = good, Score = 1 });
        var crop = FaceCrop.FromFace(new Face { Box = box, Points = [.. good.Select(p => new ImagePoint(100 + (p.X - 100) * 0.4f, 84 + (p.Y - 84) * 0.4f))], Score = 1 });
        Assert.Equal(reference.Size, crop.Size, 1f);
        Assert.Equal(0, crop.AngleDegrees);
        Assert.InRange(crop.CentreY, reference.CentreY - 15, reference.CentreY + 15);
    }

    [Fact]
    public void Crop_WholeSquareAtItsSize_IsTheInput()
    {
        float[] values = [.. Enumerable.Range(0, 64).Select(i => (float)i)];
        Assert.Equal(values, FaceAligner.Crop(values, 8, 8, FaceCrop.Whole(8, 8), 8));
    }

    [Fact]
    public void Crop_Shrinking_Averages()
    {
        float[] board = [.. Enumerable.Range(0, 64 * 64).Select(i => (float)((i + i / 64) % 2))];
        Assert.All(FaceAligner.Crop(board, 64, 64, FaceCrop.Whole(64, 64), 8), v => Assert.Equal(0.5f, v, 0.01f));
    }

    [Fact]
    public void Crop_QuarterTurn_TurnsThePicture()
    {
        float[] values = [1, 2, 3, 4];
        Assert.Equal([2, 4, 1, 3], FaceAligner.Crop(values, 2, 2, new FaceCrop(1, 1, 2, 90), 2).Select(v => MathF.Round(v)));
    }

    [Fact]
    public void Crop_ThermalFrameThatEndsWithinTheHead_ColdLiesAround()
    {
        var frame = Frame([.. Enumerable.Range(0, 64).Select(i => 30f + i % 8)]); // warmer to the right
        var crop = FaceAligner.Crop(frame, FaceCrop.Manual(-4, -4, 16, 16), 16);
        Assert.Equal(30, crop[0]);
        Assert.Equal(30, crop[8 * 16 + 15]); // not the 37 of the right edge
        Assert.Equal(frame.Values[3 * 8 + 3], crop[7 * 16 + 7]);
        Assert.Equal(frame.Values, FaceAligner.Crop(frame, FaceCrop.Whole(8, 8), 8)); // nothing outside, nothing changed
    }

    [Fact]
    public void Crop_Visible_MatchesEachChannel()
    {
        var image = new RgbImage(2, 1, [255, 0, 10, 255, 0, 10]);
        Assert.Equal([255, 0, 10], FaceAligner.Crop(image, FaceCrop.Manual(0, 0, 2, 1), 1).Pixels);
    }

    [Fact]
    public void ToInput_ThenToCrop_ReturnsThePoint()
    {
        var crop = new FaceCrop(40, 50, 60, 33);
        var back = FaceAligner.ToCrop(crop, FaceAligner.ToInput(crop, 0.2f, 0.9f));
        Assert.Equal(0.2f, back.X, 0.0001f);
        Assert.Equal(0.9f, back.Y, 0.0001f);
    }
}
