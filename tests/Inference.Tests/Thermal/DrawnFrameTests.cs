using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Thermal;
using ThermalPortal.Tests.Shared;
using static ThermalPortal.Inference.Tests.Thermal.Verdicts;

namespace ThermalPortal.Inference.Tests.Thermal;

public sealed class DrawnFrameTests
{
    private const int Width = 80, Height = 64;

    /// <summary>A face that fills the picture: every line has much of the scale.</summary>
    private static float At(int x, int y) => 60 + 140 * MathF.Abs(MathF.Sin(x * .11f) * MathF.Cos(y * .07f));

    private static float[] Framed(int thick, float level) =>
        [.. Enumerable.Range(0, Width * Height).Select(i => (i % Width, i / Width) is var (x, y) && (x < thick || y < thick || x >= Width - thick || y >= Height - thick) ? level : At(x, y))];

    [Theory]
    [InlineData(1, 255), InlineData(1, 0), InlineData(2, 250), InlineData(9, 255), InlineData(12, 0)]
    public void Fill_FrameOfOneLevel_IsFilledFromTheEdgeOfThePicture(int thick, float level)
    {
        var values = Framed(thick, level);
        Assert.True(DrawnFrame.Fill(values, Width, Height));
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
                Assert.Equal(At(Math.Clamp(x, thick + 1, Width - thick - 2), Math.Clamp(y, thick + 1, Height - thick - 2)), values[y * Width + x]);
    }

    [Fact]
    public void Fill_OneSideOnly_LeavesTheOthers()
    {
        var values = Framed(0, 0);
        Array.Fill(values, 255, (Height - 2) * Width, 2 * Width);
        Assert.True(DrawnFrame.Fill(values, Width, Height));
        Assert.Equal(Framed(0, 0)[..((Height - 3) * Width)], values[..((Height - 3) * Width)]);
        Assert.Equal(At(5, Height - 4), values[(Height - 1) * Width + 5]);
    }

    /// <summary>Backgrounds clipped to one level, hot skin clipped to the other, and a picture of nothing have no frame.</summary>
    [Fact]
    public void Fill_NoFrame_ChangesNothing()
    {
        float[][] pictures =
        [
            Framed(0, 0),
            [.. Enumerable.Range(0, Width * Height).Select(i => Math.Clamp(400 - 16 * MathF.Sqrt(MathF.Pow(i % Width - 40, 2) + MathF.Pow(i / Width - 40, 2)), 0, 255))], // a head on black
            [.. Enumerable.Range(0, Width * Height).Select(i => Math.Clamp(14 * MathF.Sqrt(MathF.Pow(i % Width - 40, 2) + MathF.Pow(i / Width - 32, 2)), 0, 255))], // cold in the middle
            new float[Width * Height],
        ];
        foreach (var picture in pictures)
        {
            var values = (float[])picture.Clone();
            Assert.False(DrawnFrame.Fill(values, Width, Height));
            Assert.Equal(picture, values);
        }
    }

    [Fact]
    public void Read_FramedPicture_IsFilledAndSaid()
    {
        var framed = Accept(PngWriter.Rgb(ThermalPalette.Iron.Render(Framed(2, 255), Width, Height, 0, 255)));
        Assert.InRange(framed[0, 20], At(3, 20) - 3, At(3, 20) + 3);
        Assert.True(Assert.Single(framed.Warnings, w => w.Code == "frame").Repair);
        Assert.DoesNotContain(Accept(PngWriter.Rgb(ThermalPalette.Iron.Render(Framed(0, 0), Width, Height, 0, 255))).Warnings, w => w.Code == "frame");
    }

    /// <summary>Six of the real pictures were cut out of a figure with the white line around them; of one it is of no colour of the palette and filled as such.</summary>
    [Fact]
    public void Read_RealPictures_FindsTheFramesThatAreThere()
    {
        var framed = Directory.GetFiles(SharedData.Path("real-pairs"), "*_thr.png").Where(f => Accept(File.ReadAllBytes(f)).Warnings.Any(w => w.Code == "frame")).Select(f => Path.GetFileName(f)[..4]);
        Assert.Equal(["pos2", "pos3", "pos5", "pos6", "pos8"], framed.Order());
    }
}
