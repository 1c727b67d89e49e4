using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Quality;

namespace ThermalPortal.Inference.Tests.Quality;

public sealed class ClippedShareTests
{
    [Fact]
    public void Of_Visible_CountsBlackAndWhite()
    {
        var picture = new GreyPicture(10, 1, [0, 1, 2, 100, 100, 100, 253, 254, 255, 100]);
        Assert.Equal(0.4f, ClippedShare.Of(picture, thermal: false, face: null), 5);
    }

    [Fact]
    public void Of_Thermal_CountsTheEndsOfItsOwnScale()
    {
        float[] values = [.. Enumerable.Range(0, 100).Select(i => 20 + i * 0.1f)];
        Assert.Equal(0.02f, ClippedShare.Of(new GreyPicture(10, 10, values), thermal: true, face: null), 5); // the lowest and the highest pixel
        var hot = Array.ConvertAll(values, v => Math.Min(v, 25));
        Assert.Equal(0.51f, ClippedShare.Of(new GreyPicture(10, 10, hot), thermal: true, face: null), 5);
    }

    [Fact]
    public void Of_Face_LeavesTheBackgroundOut()
    {
        var picture = new GreyPicture(40, 40, [.. Enumerable.Range(0, 1600).Select(i => i % 40 is >= 10 and < 30 && i / 40 is >= 10 and < 30 ? 120f : 0f)]);
        Assert.Equal(0.75f, ClippedShare.Of(picture, thermal: false, face: null), 5);
        Assert.Equal(0, ClippedShare.Of(picture, thermal: false, new FaceBox(10, 10, 20, 20)));
        Assert.Equal(0, ClippedShare.Of(picture, thermal: false, new FaceBox(50, 50, 20, 20))); // outside
    }
}
