using System.Runtime.InteropServices;
using ThermalPortal.Data.Translations;
using ThermalPortal.Inference.Thermal;
using ThermalPortal.Jobs.Decoding;
using ThermalPortal.Tests.Shared;

namespace ThermalPortal.Jobs.Tests.Decoding;

public sealed class PreparationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PrepareAsync_SyntheticFace_IsFoundAndAligned()
    {
        string file = SharedData.Path("synthetic", "thermal", "s00000_1.png");
        await using var decoder = new DecoderFixture();
        var reply = await decoder.Supervisor.PrepareAsync(Request(decoder, file, CropMode.Face), Token);
        Assert.True(reply.Refusal is null, reply.Refusal?.Reason);
        var face = Assert.Single(reply.Faces);
        Assert.InRange(face.Crop.Width, 80, 220);
        float[] values = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(face.ThermalFile)).ToArray();
        Assert.Equal(128 * 128, values.Length);
        Assert.All(values, v => Assert.InRange(v, -1, 1));
        Assert.True(File.Exists(face.AlignedFile) && File.Exists(reply.PreviewFile));
        Assert.InRange(decoder.PeakMiB(), 0, 512);
    }

    [Fact]
    public async Task PrepareAsync_WholeFrame_IsTheFrame()
    {
        await using var decoder = new DecoderFixture();
        var reply = await decoder.Supervisor.PrepareAsync(Request(decoder, decoder.Write("in.png", Pictures.Thermal16(96, 96)), CropMode.None), Token);
        Assert.Equal(new CropSquare(0, 0, 96, 96, 0), Assert.Single(reply.Faces).Crop);
    }

    [Fact]
    public async Task PrepareAsync_CropOnEvenGround_SaysWhatToDo()
    {
        await using var decoder = new DecoderFixture();
        string file = decoder.Write("in.png", Pictures.Grey8());
        var request = Request(decoder, file, CropMode.Manual) with { Rectangle = new CropSquare(-900, -900, 10, 10, 0) };
        Assert.Equal("empty-crop", (await decoder.Supervisor.PrepareAsync(request, Token)).Refusal?.Code);
    }

    private static PrepareRequest Request(DecoderFixture decoder, string file, string crop) =>
        new(file, decoder.EmptyFolder(), 128, new ThermalNormalization { UseWindow = false }, crop, null);
}
