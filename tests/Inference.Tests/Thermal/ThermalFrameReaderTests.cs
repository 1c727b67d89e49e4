using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Thermal;
using ThermalPortal.Tests.Shared;

namespace ThermalPortal.Inference.Tests.Thermal;

public sealed class ThermalFrameReaderTests
{
    [Fact]
    public void Read_LeptonCentikelvin_GivesCelsiusWithoutAsking()
    {
        var frame = Accept(PngWriter.Grey16(8, 6, Ramp(8, 6, 30515)));
        Assert.Equal(ThermalUnit.Celsius, frame.Unit);
        Assert.Equal(RadiometryBadge.RadiometricC, frame.Badge);
        Assert.Equal(32.00f, frame[0, 0], 0.005f);
    }

    [Fact]
    public void Read_SyntheticSample_LooksLikeAFace()
    {
        var frame = Accept(File.ReadAllBytes(SharedData.Path("synthetic", "thermal", "s00000_1.png")));
        Assert.Equal((160, 160), (frame.Width, frame.Height));
        Assert.Equal(ThermalUnit.Celsius, frame.Unit);
        Assert.InRange(frame[80, 100], 25, 40);
    }

    internal static ThermalFrame Accept(byte[] bytes, ThermalReadOptions? options = null)
    {
        var result = ThermalFrameReader.Read(bytes, options, TestContext.Current.CancellationToken);
        return Assert.IsType<ThermalReadResult.Accepted>(result).Frame;
    }

    internal static ushort[] Ramp(int width, int height, int from) => [.. Enumerable.Range(0, width * height).Select(i => (ushort)(from + i % 40))];
}
