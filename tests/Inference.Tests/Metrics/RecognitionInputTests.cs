using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Metrics;

namespace ThermalPortal.Inference.Tests.Metrics;

/// <summary>A made ONNX net whose embedding is the mean of each channel shows what the judge fed it.</summary>
public sealed class RecognitionInputTests : IDisposable
{
    private static readonly ImagePoint[] Face = [new(38.8f, 52.2f), new(74, 52), new(56.5f, 72.2f), new(42, 92.9f), new(71.2f, 92.7f)];
    private readonly string _root = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Embed_WithoutDescription_NormalisesAsMobileFaceNet() =>
        Points([(200 / 255f - .485f) / .229f, (20 / 255f - .456f) / .224f, (10 / 255f - .406f) / .225f], null);

    [Fact]
    public void Embed_Described_FollowsIt() =>
        Points([(10 / 255f - .5f) / .5f, (20 / 255f - .5f) / .5f, (200 / 255f - .5f) / .5f], """{ "mean": [0.5, 0.5, 0.5], "deviation": [0.5, 0.5, 0.5], "bgr": true }""");

    [Theory]
    [InlineData("""{ "mean": [0.5] }""", "three means"), InlineData("""{ "deviation": [1, 0, 1] }""", "above 0"), InlineData("{", "no description"), InlineData("""{ "std": [1, 1, 1] }""", "no description")]
    public void Load_WrongDescription_SaysWhatIsWanted(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => Points([], json)).Message);

    [Fact]
    public void Load_NetOfAnotherKind_SaysWhatItTakes()
    {
        var path = Path.Combine(_root, "net.onnx");
        File.WriteAllBytes(path, TinyOnnx.ChannelMeans(96));
        var message = Assert.Throws<InvalidDataException>(() => new IdentityJudge(path)).Message;
        Assert.Contains("1 x 3 x 96 x 96", message);
        Assert.Contains("1 x 3 x 112 x 112", message);
        File.WriteAllText(path, "no net");
        Assert.Contains("ONNX", Assert.Throws<InvalidDataException>(() => new IdentityJudge(path)).Message);
    }

    private void Points(float[] direction, string? json)
    {
        var path = Path.Combine(_root, "net.onnx");
        File.WriteAllBytes(path, TinyOnnx.ChannelMeans(112));
        if (json is not null)
            File.WriteAllText(Path.ChangeExtension(path, ".json"), json);
        using var judge = new IdentityJudge(path);
        var image = new RgbImage(112, 112, [.. Enumerable.Repeat(new byte[] { 200, 20, 10 }, 112 * 112).SelectMany(p => p)]);
        Assert.Equal(1, IdentityJudge.Cosine(direction, judge.Embed(image, Face)), 1e-4);
    }
}
