using NetVips;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Thermal;
using ThermalPortal.Tests.Shared;
using static ThermalPortal.Inference.Tests.Thermal.Verdicts;

namespace ThermalPortal.Inference.Tests.Thermal;

public sealed class PictureReaderTests
{
    private const int Side = 96;

    public static TheoryData<string> Palettes => [.. ThermalPalette.Known.Select(p => p.Name)];

    /// <summary>A warm blob on a cold slope: every level occurs.</summary>
    private static float[] Levels => [.. Enumerable.Range(0, Side * Side).Select(i =>
    {
        float x = i % Side - Side / 2f, y = i / Side - Side / 2f;
        return MathF.Round(Math.Clamp(255 * MathF.Exp(-(x * x + y * y) / 900) + i / Side * 0.3f, 0, 255));
    })];

    [Theory]
    [MemberData(nameof(Palettes))]
    public void Read_RenderedPalette_GivesTheLevelsBack(string name)
    {
        var palette = ThermalPalette.Known.Single(p => p.Name == name);
        var frame = Accept(PngWriter.Rgb(palette.Render(Levels, Side, Side, 0, 255)));
        Assert.Equal(name, frame.Palette);
        Assert.Equal(RadiometryBadge.Relative8, frame.Badge);
        Assert.InRange(Worst(frame, 0.99), 0, 2);
    }

    [Fact]
    public void Read_RenderedPaletteAsJpeg_GivesTheLevelsNearlyBack()
    {
        var rgb = ThermalPalette.Iron.Render(Levels, Side, Side, 0, 255);
        using var image = Image.NewFromMemory(rgb.Pixels, Side, Side, 3, Enums.BandFormat.Uchar);
        var frame = Accept(image.WriteToBuffer(".jpg", new VOption { { "Q", 80 } }));
        Assert.StartsWith("iron", frame.Palette, StringComparison.Ordinal);
        Assert.InRange(Worst(frame, 0.9), 0, 6);
    }

    [Fact]
    public void Read_RealPalettePictures_AreInvertedAsIron()
    {
        foreach (string file in Directory.GetFiles(SharedData.Path("real-pairs"), "*_thr.png"))
        {
            var frame = Accept(File.ReadAllBytes(file));
            Assert.StartsWith("iron", frame.Palette, StringComparison.Ordinal);
            Assert.DoesNotContain(frame.Warnings, w => w.Code == "implausible");
        }
    }

    /// <summary>A radiometric file holds the picture and the measurement: what is read from the colours must follow the degrees.</summary>
    [Fact]
    public void Read_PictureOfARadiometricFile_FollowsItsTemperatures()
    {
        byte[] bytes = File.ReadAllBytes(SharedData.Path("thermal-files", "irimage_07_-_BillHotFlashThermography.jpg"));
        var measured = Accept(bytes);
        var picture = Accept(bytes, new ThermalReadOptions { PictureOnly = true });
        Assert.Equal((measured.Width, measured.Height), (picture.Width, picture.Height));
        Assert.InRange(Correlation(measured.Values, picture.Values), 0.95, 1);
    }

    [Fact]
    public void Read_PrintedMarks_AreFilled()
    {
        var rgb = ThermalPalette.Iron.Render([.. Enumerable.Range(0, Side * Side).Select(i => 150f + i % Side)], Side, Side, 0, 255);
        for (int y = 10; y < 22; y++) rgb.Pixels.AsSpan((y * Side + 12) * 3, 9).Clear();             // a black stroke, 3 pixels wide
        Assert.InRange(Accept(PngWriter.Rgb(rgb))[13, 16], 150, 175);
    }

    [Fact]
    public void Read_GreyStoredAsColour_IsGrey()
    {
        var frame = Accept(PngWriter.Rgb(ThermalPalette.Grey.Render(Levels, Side, Side, 0, 255)));
        Assert.Null(frame.Palette);
        Assert.InRange(Worst(frame, 1), 0, 1);
    }

    [Fact]
    public void Read_BlackHot_IsTurnedOver()
    {
        byte[] pixels = [.. Levels.Select(v => (byte)(255 - v))];
        var frame = Accept(PngWriter.Grey8(Side, Side, pixels), new ThermalReadOptions { Polarity = ThermalPolarity.BlackHot });
        Assert.InRange(Worst(frame, 1), 0, 0);
    }

    [Theory]
    [InlineData(".png")]
    [InlineData(".tif")]
    [InlineData(".tif[compression=packbits]")]
    [InlineData(".tif[compression=lzw]")]
    [InlineData(".tif[compression=deflate,tile=true]")]
    public void Read_EightBitGrey_KeepsTheLevels(string format)
    {
        using var image = Image.NewFromMemory(Array.ConvertAll(Levels, v => (byte)v), Side, Side, 1, Enums.BandFormat.Uchar);
        Assert.InRange(Worst(Accept(image.WriteToBuffer(format)), 1), 0, 0);
    }

    [Fact]
    public void Read_Bmp_KeepsTheLevels()
    {
        var frame = Accept(Bitmap.Grey(11, 7));
        Assert.Equal(("bmp-8", 11, 7), (frame.Format, frame.Width, frame.Height));
        Assert.Equal(3 * 4 + 5 * 2, frame[4, 2]);
    }

    [Theory]
    [InlineData(30, 30, ThermalScale.Celsius)]
    [InlineData(303.15, 30, ThermalScale.Kelvin)]
    [InlineData(86, 30, ThermalScale.Fahrenheit)]
    public void Read_FloatTiff_KnowsTheUnitByTheMedian(double value, double celsius, ThermalScale scale)
    {
        float[] numbers = [.. Enumerable.Range(0, 64).Select(i => (float)value + i % 5 * 0.01f)];
        using var image = Image.NewFromMemory(numbers, 8, 8, 1, Enums.BandFormat.Float);
        var frame = Accept(image.WriteToBuffer(".tif"));
        Assert.Equal((ThermalUnit.Celsius, scale), (frame.Unit, frame.Scale));
        Assert.Equal(celsius, frame[0, 0], 0.01);
    }

    [Fact]
    public void Read_FloatTiffOfUnknownUnit_StaysWithoutUnit()
    {
        using var image = Image.NewFromMemory([.. Enumerable.Range(0, 64).Select(i => 5000f + i)], 8, 8, 1, Enums.BandFormat.Float);
        var frame = Accept(image.WriteToBuffer(".tif"));
        Assert.Equal(ThermalUnit.Counts, frame.Unit);
        Assert.Contains(frame.Warnings, w => w.Code == "scale-unknown");
    }

    [Fact]
    public void Read_SixteenBitTiffOfSeveralPages_ReadsTheFirstAndSaysSo()
    {
        using var one = Image.NewFromMemory(Ramp(8, 6, 30515), 8, 6, 1, Enums.BandFormat.Ushort);
        using var two = Image.NewFromMemory(Ramp(8, 6, 30615), 8, 6, 1, Enums.BandFormat.Ushort);
        using var both = one.Join(two, Enums.Direction.Vertical);
        byte[] bytes = both.WriteToBuffer(".tif", new VOption { { "page_height", 6 } });
        var frame = Accept(bytes);
        Assert.Equal(2, frame.PageCount);
        Assert.Equal(32.00, frame[0, 0], 0.005);
        Assert.Equal(33.00, Accept(bytes, new ThermalReadOptions { Page = 1 })[0, 0], 0.005);
        Reject(bytes, "no-such-page", new ThermalReadOptions { Page = 2 });
    }

    private static float Worst(ThermalFrame frame, double share) =>
        frame.Values.Zip(Levels, (a, b) => MathF.Abs(a - b)).Order().ElementAt((int)(share * (frame.Values.Length - 1)));

    private static double Correlation(float[] a, float[] b)
    {
        double meanA = a.Average(), meanB = b.Average();
        double product = a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum();
        return product / Math.Sqrt(a.Sum(x => (x - meanA) * (x - meanA)) * b.Sum(y => (y - meanB) * (y - meanB)));
    }
}
