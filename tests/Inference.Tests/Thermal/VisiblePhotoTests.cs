using System.Text;
using NetVips;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Thermal;
using ThermalPortal.Tests.Shared;
using static ThermalPortal.Inference.Tests.Thermal.Verdicts;

namespace ThermalPortal.Inference.Tests.Thermal;

public sealed class VisiblePhotoTests
{
    private const string Secret = "serial 12345 at 59.33 N";

    /// <summary>Sizes as another program reads them from the same records.</summary>
    [Theory]
    [InlineData("thermal_parser_FLIR_AX8.jpg", 640, 480)]
    [InlineData("flirimageextractor_flir_example.jpg", 480, 640)]
    [InlineData("metadata_extractor_FLIR_iPhone_device.jpg", 1080, 1440)]
    [InlineData("thermal_parser_FLIR_B60.jpg", 480, 480)]
    public void Read_SampleFile_IsAPictureWithoutMetadata(string file, int width, int height)
    {
        byte[] embedded = Accept(File.ReadAllBytes(SharedData.Path("thermal-files", file))).EmbeddedVisible!;
        var photo = VisiblePhoto.Read(embedded, out string? reason, TestContext.Current.CancellationToken)!;
        Assert.Null(reason);
        Assert.Equal((width, height), (photo.Width, photo.Height));
        Assert.DoesNotContain("FLIR", Encoding.Latin1.GetString(photo.Bytes), StringComparison.Ordinal);
        Assert.DoesNotContain("Exif", Encoding.Latin1.GetString(photo.Bytes), StringComparison.Ordinal);
        var picture = RgbImageReader.Read(photo.Bytes, out _, TestContext.Current.CancellationToken)!;
        Assert.Equal((width, height), (picture.Width, picture.Height));
    }

    [Fact]
    public void Read_PngOfLuma_IsTurnedIntoColours()
    {
        // The sky over the tower of this sample is blue; read as red, green and blue it is not.
        byte[] embedded = Accept(File.ReadAllBytes(SharedData.Path("thermal-files", "thermal_parser_FLIR_B60.jpg"))).EmbeddedVisible!;
        var picture = RgbImageReader.Read(VisiblePhoto.Read(embedded, out _, TestContext.Current.CancellationToken)!.Bytes, out _, TestContext.Current.CancellationToken)!;
        var sky = picture.Pixels.AsSpan((60 * 480 + 40) * 3, 3);
        Assert.True(sky[2] > sky[0] + 40, $"{sky[0]} {sky[1]} {sky[2]}");
    }

    [Fact]
    public void Read_JpegWithExifCommentAndTail_KeepsThePixelsAndNothingElse()
    {
        byte[] jpeg = Jpeg(30, 20), marked = [.. jpeg[..2], .. Segment(0xe1, "Exif\0\0" + Secret), .. Segment(0xfe, Secret), .. Segment(0xed, Secret), .. jpeg[2..], .. Encoding.ASCII.GetBytes("PK\u0003\u0004" + Secret)];
        var photo = VisiblePhoto.Read(marked, out _, TestContext.Current.CancellationToken)!;
        Assert.DoesNotContain("serial", Encoding.Latin1.GetString(photo.Bytes), StringComparison.Ordinal);
        Assert.Equal(RgbImageReader.Read(jpeg, out _)!.Pixels, RgbImageReader.Read(photo.Bytes, out _)!.Pixels);
    }

    [Fact]
    public void Read_JpegLyingOnItsSide_IsTurned()
    {
        byte[] jpeg = Jpeg(30, 20), turned = [.. jpeg[..2], .. Segment(0xe1, "Exif\0\0II*\0\b\0\0\0\u0001\0\u0012\u0001\u0003\0\u0001\0\0\0\u0006\0\0\0\0\0\0\0"), .. jpeg[2..]]; // one entry: orientation 6
        var photo = VisiblePhoto.Read(turned, out _, TestContext.Current.CancellationToken)!;
        Assert.Equal((20, 30), (photo.Width, photo.Height));
    }

    [Fact]
    public void Read_PhotoDamagedOrCut_IsARemarkAndTheThermalPictureIsGood()
    {
        byte[] photo = Jpeg(60, 40);
        foreach (var file in new[]
        {
            new RadiometricJpeg { Photo = photo, PhotoCut = true }, new RadiometricJpeg { Photo = [.. "no picture at all"u8] }, new RadiometricJpeg { Photo = photo, PhotoCut = true, LittleEndianDirectory = true },
        })
        {
            var frame = Accept(file.Build());
            Assert.Equal((ThermalUnit.Celsius, null), (frame.Unit, frame.EmbeddedVisible));
            Assert.Contains(frame.Warnings, w => w.Code == "photo-damaged");
        }
        var half = Accept(new RadiometricJpeg { Photo = photo[..(photo.Length / 2)] }.Build());
        Assert.Null(VisiblePhoto.Read(half.EmbeddedVisible!, out string? reason, TestContext.Current.CancellationToken));
        Assert.NotEmpty(reason!);
        var whole = Accept(new RadiometricJpeg { Photo = photo }.Build());
        Assert.Equal(photo, whole.EmbeddedVisible);
        Assert.DoesNotContain(whole.Warnings, w => w.Code == "photo-damaged");
    }

    private static byte[] Jpeg(int width, int height)
    {
        using var image = Image.Xyz(width, height).ExtractBand(0).Bandjoin(Image.Xyz(width, height).ExtractBand(1), Image.Black(width, height) + 90).Cast(Enums.BandFormat.Uchar);
        return image.WriteToBuffer(".jpg");
    }

    private static byte[] Segment(byte marker, string text) => [0xff, marker, (byte)((text.Length + 2) >> 8), (byte)(text.Length + 2), .. Encoding.Latin1.GetBytes(text)];
}
