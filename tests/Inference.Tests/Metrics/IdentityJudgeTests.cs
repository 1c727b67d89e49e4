using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Metrics;
using ThermalPortal.Tests.Shared;

namespace ThermalPortal.Inference.Tests.Metrics;

public sealed class IdentityJudgeTests
{
    [Fact]
    public void Crop_PointsOfTheTemplateMoved_IsTheInverseMove()
    {
        // The template's own points, turned 20 degrees, doubled and shifted, must give that very square back.
        double turn = 20 * Math.PI / 180;
        ImagePoint[] template = [new(38.7946f, 52.1963f), new(74.0318f, 52.0014f), new(56.5252f, 72.2366f), new(42.0493f, 92.8655f), new(71.2299f, 92.7041f)];
        ImagePoint Move(ImagePoint p) => new(
            (float)(2 * (p.X * Math.Cos(turn) - p.Y * Math.Sin(turn)) + 30), (float)(2 * (p.X * Math.Sin(turn) + p.Y * Math.Cos(turn)) + 40));
        var crop = ArcFaceTemplate.Crop([.. template.Select(Move)]);
        var centre = Move(new ImagePoint(56, 56));
        Assert.Equal(224, crop.Size, 1e-3);
        Assert.Equal(20, crop.AngleDegrees, 1e-3);
        Assert.Equal(centre.X, crop.CentreX, 1e-3);
        Assert.Equal(centre.Y, crop.CentreY, 1e-3);
    }

    [Fact]
    public void Embed_SyntheticPeople_TellsThemApart()
    {
        using var judge = new IdentityJudge(SharedData.Path("models", "mobilefacenet_foamliu_apache2", "MobileFaceNet.onnx"));
        var rows = File.ReadLines(SharedData.Path("synthetic", "manifest.csv")).Skip(1).Select(l => l.Split(','))
            .Where(r => r[3] == "test" && r[1] is "1" or "4").Take(24).ToArray();
        var templates = rows.Select(r => new FaceTemplate(r[0], judge.Embed(Picture(r[19]), Points(r)))).ToArray();
        Assert.All(templates, t => Assert.Equal(1, t.Vector.Sum(v => v * v), 1e-3));
        double[] same = [.. templates.Chunk(2).Select(p => IdentityJudge.Cosine(p[0].Vector, p[1].Vector))];
        double[] other = [.. templates.Zip(templates.Skip(2)).Select(p => IdentityJudge.Cosine(p.First.Vector, p.Second.Vector))];
        Assert.True(same.Average() > other.Average() + .2, $"{same.Average():f3} {other.Average():f3}");
    }

    private static RgbImage Picture(string file) => RgbImageReader.Read(File.ReadAllBytes(SharedData.Path("synthetic", file)), out _)!;

    private static ImagePoint[] Points(string[] row) =>
        [.. Enumerable.Range(0, 5).Select(i => new ImagePoint(Number(row[20 + 2 * i]), Number(row[21 + 2 * i])))];

    private static float Number(string text) => float.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
