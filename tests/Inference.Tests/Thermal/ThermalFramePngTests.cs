using System.Globalization;
using System.Text;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Thermal;

namespace ThermalPortal.Inference.Tests.Thermal;

public sealed class ThermalFramePngTests
{
    [Fact]
    public void Encode_Frame_ComesBackWithinHalfAStep()
    {
        float[] values = [.. Enumerable.Range(0, 12 * 7).Select(i => 21.5f + 14 * MathF.Sin(i * .31f))];
        var png = ThermalFramePng.Encode(Frame(12, 7, values));
        var (low, high) = (Text(png, "Low"), Text(png, "High"));
        Assert.Equal((values.Min(), values.Max()), (low, high));
        Assert.Equal("celsius", Word(png, "Unit"));
        var raw = Assert.IsType<ThermalReadResult.Accepted>(ThermalFrameReader.Read(png)).Frame;
        var back = Assert.IsType<ushort[]>(PixelDecoder.Decode(png, 0, CancellationToken.None).Samples).Select(p => low + p / 65535.0 * (high - low));
        Assert.Equal((12, 7), (raw.Width, raw.Height));
        Assert.All(values.Zip(back), v => Assert.Equal(v.First, v.Second, (high - low) / 65535 * .51));
    }

    [Fact]
    public void Encode_FlatFrame_IsNoDivisionByZero() => Assert.Equal(30, Text(ThermalFramePng.Encode(Frame(4, 4, [.. Enumerable.Repeat(30f, 16)])), "High"));

    private static ThermalFrame Frame(int width, int height, float[] values) =>
        new() { Width = width, Height = height, Values = values, Unit = ThermalUnit.Celsius, Badge = RadiometryBadge.RadiometricC, Format = "test" };

    private static float Text(byte[] png, string key) => float.Parse(Word(png, key), CultureInfo.InvariantCulture);

    private static string Word(byte[] png, string key)
    {
        var text = Encoding.Latin1.GetString(png);
        var from = text.IndexOf($"tEXt{key}\0", StringComparison.Ordinal) + 5 + key.Length;
        return new string([.. text[from..].TakeWhile(c => c is '-' or '.' or 'E' or (>= '0' and <= '9') or (>= 'a' and <= 'z'))]);
    }
}
