using NetVips;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Tests.Thermal;

namespace ThermalPortal.Inference.Tests.Images;

public sealed class RgbImageReaderTests
{
    [Fact]
    public void Read_Bmp_IsRgbTopDown()
    {
        byte[] rows = [0, 0, 255, 0, 255, 0, 0, 0, 255, 0, 0, 255, 255, 255, 0, 0];          // bottom row: red, green; top row: blue, white
        var image = RgbImageReader.Read([.. Bitmap.Header(2, 2, 24), .. rows], out _, TestContext.Current.CancellationToken);
        Assert.Equal([0, 0, 255, 255, 255, 255, 255, 0, 0, 0, 255, 0], image!.Pixels);
    }

    [Fact]
    public void Read_NotAnImage_SaysWhy()
    {
        Assert.Null(RgbImageReader.Read([1, 2, 3], out string? reason, TestContext.Current.CancellationToken));
        Assert.NotEmpty(reason!);
    }

    [Theory]
    [InlineData(1, "abcdef", 3)]
    [InlineData(2, "cbafed", 3)]
    [InlineData(3, "fedcba", 3)]
    [InlineData(4, "defabc", 3)]
    [InlineData(5, "adbecf", 2)]
    [InlineData(6, "daebfc", 2)]
    [InlineData(7, "fcebda", 2)]
    [InlineData(8, "cfbead", 2)]
    public void Upright_EveryOrientation_MatchesTheExifTable(int orientation, string expected, int width)
    {
        var turned = new PixelArray(3, 2, 1, "abcdef"u8.ToArray(), orientation).Upright();
        Assert.Equal(width, turned.Width);
        Assert.Equal(expected, System.Text.Encoding.ASCII.GetString((byte[])turned.Samples));
    }

    [Fact]
    public void Read_PhonePhoto_StandsUpright()
    {
        using var image = Image.NewFromMemory(new byte[40 * 20 * 3], 40, 20, 3, Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        using var marked = image.Mutate(m => m.Set(GValue.GIntType, "orientation", 6));
        var read = RgbImageReader.Read(marked.WriteToBuffer(".jpg"), out _, TestContext.Current.CancellationToken);
        Assert.Equal((20, 40), (read!.Width, read.Height));
    }
}
