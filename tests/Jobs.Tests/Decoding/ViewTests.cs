using System.IO.Compression;
using ThermalPortal.Inference.Images;
using ThermalPortal.Jobs.Decoding;

namespace ThermalPortal.Jobs.Tests.Decoding;

public sealed class ViewTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Larger than the picture pages get: points are of the picture itself all the same.</summary>
    [Fact]
    public async Task ViewAsync_LargePhotograph_TellsFacePointsInItsOwnPixels()
    {
        const int shown = 10, times = 13; // 1,600 pixels are shown as they are, 2,080 are not
        await using var decoder = new DecoderFixture(new DecoderOptions { PictureLimit = TimeSpan.FromMinutes(3) }); // what is measured, not how fast
        var face = Demo("visible/person03-2.jpg");
        var (small, large) = (await ViewAsync(Enlarged(face, shown)), await ViewAsync(Enlarged(face, times)));
        Assert.Equal((160 * shown, 160 * shown, 160 * times, 160 * times), (small.Width, small.Height, large.Width, large.Height));
        var (first, second) = (Points(small), Points(large));
        Assert.Equal(6, first.Length);
        Assert.All(first.Zip(second), p =>
        {
            Assert.Equal(p.First.X / shown, p.Second.X / times, 1.5);
            Assert.Equal(p.First.Y / shown, p.Second.Y / times, 1.5);
        });

        (float X, float Y)[] Points(ViewReply reply) => [.. reply.Measure!.Faces[0].Points.Select(p => (p.X * reply.FaceScale, p.Y * reply.FaceScale))];

        Task<ViewReply> ViewAsync(RgbImage picture) => decoder.Supervisor.ViewAsync(
            new ViewRequest(decoder.Write($"{picture.Width}.png", PngWriter.Rgb(picture)), decoder.EmptyFolder(), AsIs: true, Thermal: false), Token);
    }

    private static RgbImage Demo(string name)
    {
        using var zip = ZipFile.OpenRead(Path.Combine(AppContext.BaseDirectory, "Demo", "rendered-faces.zip"));
        using var bytes = new MemoryStream();
        using (var entry = zip.GetEntry(name)!.Open()) entry.CopyTo(bytes);
        return RgbImageReader.Read(bytes.ToArray(), out _, Token)!;
    }

    private static RgbImage Enlarged(RgbImage image, int times)
    {
        var (width, height) = (image.Width * times, image.Height * times);
        byte[] pixels = new byte[3 * width * height];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = image.Pixels[(i / (3 * width) / times * image.Width + i / 3 % width / times) * 3 + i % 3];
        return new RgbImage(width, height, pixels);
    }
}
