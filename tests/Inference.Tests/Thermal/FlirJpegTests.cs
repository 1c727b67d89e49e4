using ThermalPortal.Inference.Thermal;
using ThermalPortal.Tests.Shared;
using static ThermalPortal.Inference.Tests.Thermal.Verdicts;

namespace ThermalPortal.Inference.Tests.Thermal;

public sealed class FlirJpegTests
{
    /// <summary>Format notes, section 4: min, median, max in C with emissivity 1, decoded from public sample files.</summary>
    [Theory]
    [InlineData("irimage_07_-_BillHotFlashThermography.jpg", 19.8, 28.6, 37.0)]
    [InlineData("irimage_09_-_Infrared_image_of_people_in_the_laboratory.jpg", 18.6, 20.5, 33.9)]
    [InlineData("irimage_25_-_Videocamera_Termica.jpg", 18.8, 25.1, 34.8)]
    [InlineData("flirimageextractor_flir_example.jpg", 25.6, 26.2, 60.2)]
    [InlineData("thermal_parser_FLIR_E40.jpg", 18.0, 20.9, 24.3)]
    [InlineData("thermal_parser_FLIR_AX8.jpg", 24.1, 24.7, 25.2)]
    [InlineData("thermal_parser_DJI_XT2.jpg", 22.7, 32.1, 80.5)]
    public void Read_SampleFile_MeetsReference(string file, double low, double median, double high)
    {
        var frame = Accept(File.ReadAllBytes(SharedData.Path("thermal-files", file)));
        float[] sorted = [.. frame.Values.Order()];
        Assert.Equal(ThermalUnit.Celsius, frame.Unit);
        Assert.Equal(low, sorted[0], 0.1);
        Assert.Equal(median, sorted[sorted.Length / 2], 0.1);
        Assert.Equal(high, sorted[^1], 0.1);
    }

    /// <summary>With the cameras' own parameters (format notes, section 4).</summary>
    [Theory]
    [InlineData("thermal_parser_FLIR_E40.jpg", 17.9, 24.7)]
    [InlineData("thermal_parser_FLIR_AX8.jpg", 24.4, 25.5)]
    public void Read_WithCameraParameters_MeetsReference(string file, double low, double high)
    {
        var options = new ThermalReadOptions { Temperature = TemperatureModel.Camera };
        var frame = Accept(File.ReadAllBytes(SharedData.Path("thermal-files", file)), options);
        Assert.Equal(low, frame.Values.Min(), 0.1);
        Assert.Equal(high, frame.Values.Max(), 0.1);
    }

    [Fact]
    public void Read_VuePro_StaysCounts()
    {
        var frame = Accept(File.ReadAllBytes(SharedData.Path("thermal-files", "metadata_extractor_FLIR_Vue_Pro_640.jpg")));
        Assert.Equal(RadiometryBadge.RawCounts, frame.Badge);
        Assert.Contains(frame.Warnings, w => w.Code == "no-radiometry");
    }

    [Fact]
    public void Read_EmbeddedPhoto_IsKept()
    {
        var frame = Accept(File.ReadAllBytes(SharedData.Path("thermal-files", "thermal_parser_FLIR_AX8.jpg")));
        Assert.Equal([0xff, 0xd8], frame.EmbeddedVisible![..2]);
        Assert.Equal("FLIR AX8", frame.Camera);
    }

    [Theory]
    [InlineData("le")]
    [InlineData("be")]
    [InlineData("png-native")]
    [InlineData("png-swapped")]
    public void Read_EveryPayload_GivesTheSameTemperatures(string payload)
    {
        var jpeg = new RadiometricJpeg { Payload = payload };
        var frame = Accept(jpeg.Build());
        Assert.Equal(23.1373f, frame[0, 0], 0.001f);
        Assert.Equal(jpeg.Samples, frame.Raw);
        Assert.Equal("Test E1", frame.Camera);
        Assert.DoesNotContain(frame.Warnings, w => w.Code == "byte-order");
    }

    [Fact]
    public void Read_LittleEndianDirectory_IsUnderstood() =>
        Assert.Equal(23.1373f, Accept(new RadiometricJpeg { LittleEndianDirectory = true }.Build())[0, 0], 0.001f);

    [Fact]
    public void Read_ChunksOutOfOrder_AreSorted() =>
        Assert.Equal(23.1373f, Accept(new RadiometricJpeg { Chunks = 4, Reversed = true }.Build())[0, 0], 0.001f);

    [Fact]
    public void Read_ChunkMissing_IsRejectedAndPictureOffered()
    {
        byte[] bytes = new RadiometricJpeg { Chunks = 4, Without = 2 }.Build();
        var rejected = Reject(bytes, "truncated");
        Assert.Contains("part 3 of 4", rejected.Reason, StringComparison.Ordinal);
        Assert.True(rejected.PictureOffered);
        Assert.Equal(RadiometryBadge.Relative8, Accept(bytes, new ThermalReadOptions { PictureOnly = true }).Badge);
    }

    [Theory]
    [InlineData(0, 18)]
    [InlineData(5000, 18)]
    public void Read_ImpossibleSize_IsRejectedWithBothNumbers(int width, int height)
    {
        var rejected = Reject(new RadiometricJpeg { Claims = ((ushort)width, (ushort)height) }.Build(), "raw-damaged");
        Assert.Contains($"{width} x {height}", rejected.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MorePixelsThanPayload_IsRejectedWithBothNumbers()
    {
        var rejected = Reject(new RadiometricJpeg { Claims = (640, 480) }.Build(), "truncated");
        Assert.Contains("614,400", rejected.Reason, StringComparison.Ordinal);
        Assert.Contains("864", rejected.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(float.NaN)]
    public void Read_BrokenConstants_StaysCountsWithReason(float r1)
    {
        var frame = Accept(new RadiometricJpeg { R1 = r1 }.Build());
        Assert.Equal(RadiometryBadge.RawCounts, frame.Badge);
        Assert.Contains(frame.Warnings, w => w.Code == "no-calibration");
    }

    [Fact]
    public void Read_ImplausibleConstants_StaysCounts()
    {
        var frame = Accept(new RadiometricJpeg { R1 = 2100 }.Build());
        Assert.Equal(ThermalUnit.Counts, frame.Unit);
        Assert.Contains(frame.Warnings, w => w.Code == "implausible");
    }

    [Fact]
    public void Read_DamagedRawPng_IsRejected()
    {
        byte[] bytes = new RadiometricJpeg { Payload = "png-native", Width = 60, Height = 50 }.Build();
        int data = bytes.AsSpan().IndexOf("IDAT"u8);
        for (int i = 0; i < 40; i++) bytes[data + 30 + i] ^= 0x55;
        Reject(bytes, "raw-damaged");
    }
}
