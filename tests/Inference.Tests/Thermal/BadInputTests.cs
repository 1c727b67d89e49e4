using System.Buffers.Binary;
using System.Text;
using NetVips;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Thermal;
using ThermalPortal.Tests.Shared;
using static ThermalPortal.Inference.Tests.Thermal.Verdicts;

namespace ThermalPortal.Inference.Tests.Thermal;

/// <summary>Section 10 of the format notes: a verdict for every kind of bad file, never an exception. (FLIR rows: <see cref="FlirJpegTests"/>.)</summary>
public sealed class BadInputTests
{
    [Fact]
    public void Read_NoBytes_IsRejected() => Reject([], "empty");

    [Theory]
    [InlineData("PK\u0003\u0004rest of it", "zip")]
    [InlineData("%PDF-1.7 and so on", "PDF")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>", "web page or a drawing")]
    [InlineData("just some text", "no picture")]
    public void Read_NotAPicture_IsNamed(string text, string word) =>
        Assert.Contains(word, Reject(Encoding.Latin1.GetBytes(text), "not-an-image").Reason, StringComparison.Ordinal);

    [Fact]
    public void Read_TooManyBytes_IsRejected() => Reject(new byte[ImageLimits.FileBytes + 1], "too-large");

    [Fact]
    public void Read_HugePngHeader_IsRejectedBeforeDecoding()
    {
        byte[] png = PngWriter.Grey16(4, 4, new ushort[16]);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(16), 60_000);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(20), 60_000);
        Assert.Contains("60000 x 60000", Reject(png, "too-many-pixels").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_HugeJpegHeader_IsRejectedBeforeDecoding()
    {
        byte[] jpeg = RadiometricJpeg.Jpeg(16, 16);
        int frame = jpeg.AsSpan().IndexOf([(byte)0xff, (byte)0xc0]);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(frame + 5), 60_000);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(frame + 7), 60_000);
        Reject(jpeg, "too-many-pixels");
    }

    [Fact]
    public void Read_HugeBmpHeader_IsRejectedBeforeDecoding() => Reject(Bitmap.Header(60_000, 60_000, 8), "too-many-pixels");

    [Fact]
    public void Read_HugeTiffHeader_IsRejectedBeforeDecoding() => Reject(Tiff.Directory((256, 60_000), (257, 60_000), (258, 8)), "too-many-pixels");

    [Fact]
    public void Read_TiffTileBomb_IsRejected() =>
        Reject(Tiff.Directory((256, 100), (257, 100), (258, 8), (322, 1 << 20), (323, 1 << 20)), "too-many-pixels");

    [Fact]
    public void Read_TiffWithStrangeCompression_IsRejected() =>
        Assert.Contains("compression 7", Reject(Tiff.Directory((256, 100), (257, 100), (258, 8), (259, 7)), "unsupported").Reason, StringComparison.Ordinal);

    [Fact]
    public void Read_TiffDirectoryLoop_IsRejected()
    {
        byte[] tiff = Tiff.Directory((256, 4), (257, 4), (258, 8));
        BinaryPrimitives.WriteUInt32LittleEndian(tiff.AsSpan(tiff.Length - 4), 8);
        Assert.Contains("loop", Reject(tiff, "damaged").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TiffWithTooManyPages_IsRejected() => Reject(Tiff.Chain(10_001), "too-many-pages");

    [Theory]
    [InlineData(".png")]
    [InlineData(".jpg")]
    [InlineData(".tif")]
    public void Read_CutPicture_IsRejected(string format)
    {
        using var noise = Image.Gaussnoise(64, 64, sigma: 40, mean: 128).Cast(Enums.BandFormat.Uchar);
        byte[] whole = noise.WriteToBuffer(format);
        var rejected = Assert.IsType<ThermalReadResult.Rejected>(ThermalFrameReader.Read(whole[..(whole.Length / 2)], null, TestContext.Current.CancellationToken));
        Assert.Contains(rejected.Code, new[] { "truncated", "damaged" });
    }

    [Fact]
    public void Read_CutBmp_NamesBothSizes() => Assert.Contains("are there", Reject(Bitmap.Grey(20, 20)[..300], "truncated").Reason, StringComparison.Ordinal);

    [Fact]
    public void Read_AllPixelsEqual_IsRejected() => Reject(PngWriter.Grey16(8, 8, Enumerable.Repeat((ushort)30315, 64).ToArray()), "empty-frame");

    [Fact]
    public void Read_MostlyZero_IsRejected() => Reject(PngWriter.Grey16(8, 8, [.. Ramp(8, 3, 30315), .. new ushort[40]]), "empty-frame");

    [Fact]
    public void Read_OneRowRepeated_IsRejected() =>
        Reject(PngWriter.Grey16(8, 8, [.. Enumerable.Range(0, 64).Select(i => (ushort)(30000 + i % 8))]), "empty-frame");

    [Fact]
    public void Read_EightBitsClaimedAsSixteen_IsRelativeAndTold()
    {
        ushort[] wide = [.. Enumerable.Range(0, 64).Select(i => (ushort)(i * 257))];
        var frame = Accept(PngWriter.Grey16(8, 8, wide), new ThermalReadOptions { Scale = ThermalScale.CentiKelvin });
        Assert.Equal(RadiometryBadge.Relative8, frame.Badge);
        Assert.Contains(frame.Warnings, w => w.Code == "eight-bit");
    }

    [Fact]
    public void Read_EightBitFileWithDeclaredScale_IsRelativeAndTold()
    {
        var frame = Accept(Bitmap.Grey(8, 8), new ThermalReadOptions { Scale = ThermalScale.CentiKelvin });
        Assert.Equal((RadiometryBadge.Relative8, ThermalUnit.Relative), (frame.Badge, frame.Unit));
        Assert.Contains(frame.Warnings, w => w.Code == "eight-bit");
    }

    [Fact]
    public void Read_VisiblePhoto_LooksLikeAnOrdinaryPhoto()
    {
        foreach (string file in Directory.GetFiles(SharedData.Path("real-pairs"), "*_vis.png"))
            Assert.Contains("looks like an ordinary photo", Reject(File.ReadAllBytes(file), "ordinary-photo").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_JpegWithArchiveBehind_IsReadAndTold()
    {
        byte[] polyglot = [.. RadiometricJpeg.Jpeg(32, 32), .. "PK\x03\x04 hidden"u8];
        Assert.Contains(Accept(polyglot).Warnings, w => w.Code == "hidden-data");
    }

    [Fact]
    public void Read_SizeUnknownToDji_IsRejectedWithBothSizes()
    {
        byte[] jpeg = RadiometricJpeg.Jpeg(32, 32), exif = [.. "Exif\0\0DJI"u8], raw = new byte[5000];
        byte[] bytes = [.. jpeg[..2], 0xff, 0xe1, 0, (byte)(exif.Length + 2), .. exif, 0xff, 0xe3, (byte)(5002 >> 8), 5002 & 255, .. raw, .. jpeg[2..]];
        var rejected = Reject(bytes, "unknown-sensor");
        Assert.Contains("5,000", rejected.Reason, StringComparison.Ordinal);
        Assert.Contains("655,360", rejected.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoTime_IsStopped() =>
        Reject(PngWriter.Grey16(512, 512, Ramp(512, 512, 30315)), "too-slow", new ThermalReadOptions { Timeout = TimeSpan.Zero });

    [Fact]
    public void Read_CallerCancels_Throws()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => ThermalFrameReader.Read(PngWriter.Grey16(64, 64, Ramp(64, 64, 30315)), null, cancelled.Token));
    }
}
