using System.Text;
using NetVips;
using ThermalPortal.Data.Files.Metadata;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Tests.Thermal;
using ThermalPortal.Inference.Thermal;
using ThermalPortal.Tests.Shared;

namespace ThermalPortal.Jobs.Tests.Metadata;

public sealed class MetadataCleanerTests
{
    private const string Secret = "Eva-Musterfrau-4711";

    [Fact]
    public void RealRadiometricFiles_Cleaned_ScannerFindsNothingAndHeatIsTheSame()
    {
        var (found, heat) = (0, 0);
        foreach (var file in System.IO.Directory.GetFiles(SharedData.Path("thermal-files")).Where(f => f.EndsWith(".jpg", StringComparison.OrdinalIgnoreCase)))
        {
            var (before, after) = (File.ReadAllBytes(file), File.ReadAllBytes(file));
            found += MetadataScanner.Find(before).Count;
            MetadataCleaner.Clean(file, after);
            Assert.Equal(before.Length, after.Length);
            Assert.True(MetadataScanner.Find(after) is { Count: 0 }, $"{file}: {string.Join("; ", MetadataScanner.Find(after))}");
            foreach (var text in MetadataScanner.Texts(before))
                Assert.True(after.AsSpan().IndexOf(text) < 0, $"{file} still holds {Encoding.ASCII.GetString(text)}.");
            AssertSamePixels(before, after);
            if (ThermalFrameReader.Read(before) is not ThermalReadResult.Accepted { Frame: { } frame }) continue;
            var again = Assert.IsType<ThermalReadResult.Accepted>(ThermalFrameReader.Read(after)).Frame;
            Assert.Equal((frame.Badge, frame.Unit, frame.Width, frame.Height, frame.Camera), (again.Badge, again.Unit, again.Width, again.Height, again.Camera));
            Assert.Equal(frame.Values, again.Values);
            Assert.Equal(frame.EmbeddedVisible?.Length, again.EmbeddedVisible?.Length);
            heat++;
        }
        Assert.True(found > 200 && heat > 20, $"Only {found} remarks were found before, {heat} files had heat.");
    }

    [Theory]
    [InlineData(".jpg")]
    [InlineData(".png")]
    [InlineData(".tif")]
    public void Picture_WithNamesAndPosition_LosesThemAndKeepsPixelsAndOrientation(string ending)
    {
        byte[] before = Written(ending);
        Assert.True(before.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Secret)) >= 0);
        Assert.NotEmpty(MetadataScanner.Find(before));
        byte[] after = [.. before];
        MetadataCleaner.Clean("any" + ending, after);
        Assert.Empty(MetadataScanner.Find(after));
        Assert.True(after.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Secret)) < 0);
        AssertSamePixels(before, after);
        using var picture = Image.NewFromBuffer(after);
        if (ending != ".png") Assert.Equal(6, picture.Get("orientation"));
        Assert.Equal(before.Length, after.Length);
    }

    [Fact]
    public void Flir_CleanedInParts_KeepsHeatModelAndPhotoAndLosesSerialNumber()
    {
        byte[] before = new RadiometricJpeg { Chunks = 3, Model = "Test E1", Photo = Written(".jpg") }.Build();
        var record = before.AsSpan().IndexOf("Test E1"u8); // the camera's record has its serial number 48 bytes behind the model
        Encoding.ASCII.GetBytes("SN-4711-0815").CopyTo(before, record + 0x30);
        byte[] after = [.. before];
        MetadataCleaner.Clean("heat.jpg", after);
        foreach (var text in new[] { "SN-4711-0815", Secret })
            Assert.True(before.AsSpan().IndexOf(Encoding.ASCII.GetBytes(text)) >= 0 && after.AsSpan().IndexOf(Encoding.ASCII.GetBytes(text)) < 0, text);
        var (frame, again) = (Assert.IsType<ThermalReadResult.Accepted>(ThermalFrameReader.Read(before)).Frame, Assert.IsType<ThermalReadResult.Accepted>(ThermalFrameReader.Read(after)).Frame);
        Assert.Equal((frame.Camera, frame.Badge), (again.Camera, again.Badge));
        Assert.Equal(frame.Values, again.Values);
        AssertSamePixels(frame.EmbeddedVisible!, again.EmbeddedVisible!);
    }

    [Fact]
    public void Picture_WithAnotherBehindIt_LosesThatOne()
    {
        byte[] first = Written(".jpg"), both = [.. first, .. first];
        MetadataCleaner.Clean("two.jpg", both);
        Assert.All(both[first.Length..], b => Assert.Equal(0, b));
        AssertSamePixels(first, both);
    }

    [Fact]
    public void Thumbnail_OfAPictureWithNames_HasNone()
    {
        byte[] small = Thumbnail.Webp(RgbImageReader.Read(Written(".jpg"), out _, TestContext.Current.CancellationToken)!);
        Assert.Empty(MetadataScanner.Find(small));
        Assert.True(small.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Secret)) < 0);
    }

    [Fact]
    public void Unknown_BecomesZeros_RawSamplesAndBitmapsStay()
    {
        foreach (var (path, start, stays) in new[] { ("a.webp", "RIFF1234WEBPVP8 ", false), ("a.raw", "RIFF1234WEBPVP8 ", false), ("a.raw", "samples, no header", true), ("a.bmp", "BM and the rest", true), ("a.jpg", "no picture", false) })
        {
            byte[] before = Encoding.ASCII.GetBytes(start), after = [.. before];
            MetadataCleaner.Clean(path, after);
            Assert.Equal(stays ? before : new byte[before.Length], after);
        }
        byte[] numbers = [0x93, .. "NUMPY"u8, 1, 2, 3], same = [.. numbers];
        MetadataCleaner.Clean("a.npy", same);
        Assert.Equal(numbers, same);
    }

    [Fact]
    public void DamagedFiles_AreCleanedWithoutAnException()
    {
        var random = new Random(7);
        byte[][] files = [Written(".jpg"), Written(".png"), Written(".tif"), new RadiometricJpeg { Photo = Written(".jpg") }.Build()];
        for (var n = 0; n < 4000; n++)
        {
            byte[] file = files[n % files.Length];
            byte[] broken = n % 3 == 0 ? file[..random.Next(file.Length)] : [.. file];
            for (var hits = random.Next(12); hits > 0 && broken.Length > 0; hits--) broken[random.Next(Math.Min(broken.Length, 600))] = (byte)random.Next(256);
            MetadataCleaner.Clean("x" + (n % 2 == 0 ? ".jpg" : ".raw"), broken);
        }
    }

    private static void AssertSamePixels(byte[] before, byte[] after)
    {
        using Image first = Image.NewFromBuffer(before), second = Image.NewFromBuffer(after);
        Assert.True(first.WriteToMemory<byte>().AsSpan().SequenceEqual(second.WriteToMemory<byte>()));
    }

    /// <summary>A small picture with a name in every place libvips can write one.</summary>
    private static byte[] Written(string ending)
    {
        using var plain = Image.Black(64, 48, 3) + new double[] { 40, 90, 160 };
        using var picture = plain.Cast(Enums.BandFormat.Uchar).Mutate(p =>
        {
            foreach (var (field, value) in new[]
            {
                ("exif-ifd0-Artist", Secret), ("exif-ifd0-ImageDescription", Secret), ("exif-ifd0-DateTime", "2026:01:02 03:04:05"), ("exif-ifd2-BodySerialNumber", Secret), ("exif-ifd2-CameraOwnerName", Secret),
                ("exif-ifd3-GPSLatitudeRef", "N"), ("exif-ifd3-GPSLatitude", "52/1 31/1 12/1"), ("exif-ifd0-Make", "Camera Works"), ("png-comment-0-Author", Secret), ("image-description", Secret),
            })
                p.Set(GValue.GStrType, field, value);
            p.Set(GValue.GIntType, "orientation", 6);
            p.Set(GValue.BlobType, "xmp-data", Encoding.UTF8.GetBytes($"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/' dc:creator='{Secret}'/></rdf:RDF></x:xmpmeta>"));
        });
        return picture.WriteToBuffer(ending);
    }
}
