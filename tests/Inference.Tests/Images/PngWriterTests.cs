using NetVips;
using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Tests.Images;

public sealed class PngWriterTests
{
    private static RgbImage Picture => new(7, 5, [.. Enumerable.Range(0, 105).Select(i => (byte)(i * 37))]);

    [Fact]
    public void Rgb_ReadBack_IsTheSame()
    {
        var back = RgbImageReader.Read(PngWriter.Rgb(Picture), out string? reason, TestContext.Current.CancellationToken);
        Assert.Null(reason);
        Assert.Equal(Picture.Pixels, back!.Pixels);
    }

    [Fact]
    public void Rgb_Text_IsReadableByOthers()
    {
        byte[] png = PngWriter.Rgb(Picture, new Dictionary<string, string> { ["Software"] = "ThermalPortal", ["Comment"] = "30 °C – größer" });
        using var image = Image.PngloadBuffer(png);
        string[] fields = [.. image.GetFields().Where(f => f.StartsWith("png-comment", StringComparison.Ordinal))];
        Assert.Contains(fields, f => (string)image.Get(f) == "ThermalPortal");
        Assert.Equal(2, fields.Length);
    }

    [Fact]
    public void Rgb_Twice_GivesTheSameBytes() => Assert.Equal(PngWriter.Rgb(Picture), PngWriter.Rgb(Picture));

    [Fact]
    public void Rgb_BadKeyword_IsRefused() =>
        Assert.Throws<ArgumentException>(() => PngWriter.Rgb(Picture, new Dictionary<string, string> { ["größe"] = "x" }));

    [Fact]
    public void Grey16_ReadBack_IsTheSame()
    {
        ushort[] values = [.. Enumerable.Range(0, 35).Select(i => (ushort)(i * 1871))];
        var pixels = PixelDecoder.Decode(PngWriter.Grey16(7, 5, values), 0, TestContext.Current.CancellationToken);
        Assert.Equal(values, (ushort[])pixels.Samples);
    }
}
