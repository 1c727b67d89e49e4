using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Thermal;
using ThermalPortal.Tests.Shared;
using static ThermalPortal.Inference.Tests.Thermal.Verdicts;

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
        Assert.Equal(64, frame.SourceSha256.Length);
    }

    [Theory]
    [InlineData(19810, ThermalScale.Kelvin64, 36.38)]
    [InlineData(7628, ThermalScale.DuoProHigh, 31.97)]
    [InlineData(3052, ThermalScale.DeciKelvin, 32.05)]
    [InlineData(30515, ThermalScale.CentiKelvin, 32.00)]
    public void Read_DeclaredScale_IsApplied(int value, ThermalScale scale, double celsius)
    {
        var frame = Accept(PngWriter.Grey16(8, 6, Ramp(8, 6, value)), new ThermalReadOptions { Scale = scale });
        Assert.Equal(celsius, frame[0, 0], 0.005);
        Assert.Equal(RadiometryBadge.RadiometricC, frame.Badge);
    }

    [Fact]
    public void Read_DeclaredCamera_ChoosesTheScale()
    {
        var frame = Accept(PngWriter.Grey16(8, 6, Ramp(8, 6, 19810)), new ThermalReadOptions { Camera = "InfiRay P2 Pro" });
        Assert.Equal(36.38, frame[0, 0], 0.005);
    }

    [Theory]
    [InlineData(7628, "DuoProHigh")]
    [InlineData(19810, "Kelvin64")]
    public void Read_UnconfirmedScale_StaysCountsAndIsProposed(int value, string proposal)
    {
        var frame = Accept(PngWriter.Grey16(8, 6, Ramp(8, 6, value)));
        Assert.Equal((ThermalUnit.Counts, RadiometryBadge.RawCounts), (frame.Unit, frame.Badge));
        Assert.Contains(proposal, Assert.Single(frame.Warnings).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ScaleNobodyDeclared_SaysThatItWasGuessed()
    {
        var guessed = Accept(PngWriter.Grey16(8, 6, Ramp(8, 6, 30515)));
        Assert.Equal((true, ThermalScale.CentiKelvin), (guessed.ScaleGuessed, guessed.Scale));
        Assert.InRange(guessed.StoredMedian!.Value, 30515, 30600);
        Assert.False(Accept(PngWriter.Grey16(8, 6, Ramp(8, 6, 30515)), new ThermalReadOptions { Scale = ThermalScale.CentiKelvin }).ScaleGuessed);
        Assert.Equal((true, ThermalScale.Counts), Accept(PngWriter.Grey16(8, 6, Ramp(8, 6, 7628))) is var unknown ? (unknown.ScaleGuessed, unknown.Scale) : default);
        Assert.Null(Accept(Bitmap.Grey(8, 8)).StoredMedian); // 8 bits have no scale
    }

    [Fact]
    public void Read_UnknownScale_StaysCountsWithAdvice() =>
        Assert.Contains(Accept(PngWriter.Grey16(8, 6, Ramp(8, 6, 12000))).Warnings, w => w.Code == "scale-unknown");

    [Fact]
    public void Read_YuyvDump_TakesTheLowerHalf()
    {
        var bytes = new byte[256 * 384 * 2];
        for (int i = 0; i < 256 * 192; i++) BitConverter.TryWriteBytes(bytes.AsSpan(256 * 192 * 2 + 2 * i), (ushort)(19810 + i / 256));
        var frame = Accept(bytes);
        Assert.Equal((256, 192), (frame.Width, frame.Height));
        Assert.Equal(36.38, frame[0, 0], 0.005);
    }

    [Fact]
    public void Read_SyntheticSample_LooksLikeAFace()
    {
        var frame = Accept(File.ReadAllBytes(SharedData.Path("synthetic", "thermal", "s00000_1.png")));
        Assert.Equal((160, 160), (frame.Width, frame.Height));
        Assert.Equal(ThermalUnit.Celsius, frame.Unit);
        Assert.InRange(frame[80, 100], 25, 40);
    }

    [Theory]
    [InlineData("thermal_parser_DJI_H20T.jpg", "dji-rjpeg", 18716)]
    [InlineData("thermal_parser_DJI_XTS.jpg", "dji-xts", 5251)]
    public void Read_DjiSample_StaysCounts(string file, string format, int median)
    {
        var frame = Accept(File.ReadAllBytes(SharedData.Path("thermal-files", file)));
        Assert.Equal((format, RadiometryBadge.RawCounts, 640, 512), (frame.Format, frame.Badge, frame.Width, frame.Height));
        Assert.Equal(median, frame.Values.Order().ElementAt(frame.Values.Length / 2));
    }

    [Fact]
    public void Read_SegmentedFace_IsAccepted() =>
        Assert.Equal(ThermalUnit.Relative, Accept(File.ReadAllBytes(SharedData.Path("thermal-faces", "puj", "FONE_S01_017adsgreg.tiff"))).Unit);

    [Fact]
    public void Read_AllSampleFiles_GetAVerdict()
    {
        foreach (string file in Directory.GetFiles(SharedData.Path("thermal-files")))
        {
            var result = ThermalFrameReader.Read(File.ReadAllBytes(file), null, TestContext.Current.CancellationToken);
            if (result is ThermalReadResult.Rejected rejected) Assert.NotEmpty(rejected.Advice);
        }
    }
}
