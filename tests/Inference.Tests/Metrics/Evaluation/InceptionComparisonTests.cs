using System.Globalization;
using System.Text.Json;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Metrics;
using ThermalPortal.Inference.Metrics.Evaluation;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Metrics.Evaluation;

/// <summary>FID and KID in the reports, on made-up people and made-up weights.</summary>
public sealed class InceptionComparisonTests(MadeUpInception inception) : IClassFixture<MadeUpInception>, IDisposable
{
    private static readonly EvaluationOptions Four = MadeUpPeople.Small with { People = 2, MeanFacePictures = 0 };

    private readonly MadeUpPeople _people = new();

    public void Dispose() => _people.Dispose();

    [Fact, NoTensorLeak]
    public void Compare_FewPictures_EqualsTheFormulas()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        RgbImage[] made = [Striped(3), Striped(5), Striped(7)], truth = [Striped(4), Striped(6), Striped(11)];
        using var comparison = new InceptionComparison(inception.Net, truth, TestContext.Current.CancellationToken);
        var scores = comparison.Compare(made, TestContext.Current.CancellationToken)!;
        var (x, y) = (inception.Net.forward(PictureScores.ToTensor(made)).to(float64), inception.Net.forward(PictureScores.ToTensor(truth)).to(float64));
        Assert.Equal(FrechetDistance.Of(x, y), scores.Frechet, 1e-9);
        double Kernel(Tensor a, Tensor b) => Math.Pow((a * b).sum().item<double>() / 2048 + 1, 3);
        double expected = 0;
        for (var i = 0; i < 3; i++)
            for (var j = 0; j < 3; j++)
                expected += (i == j ? 0 : (Kernel(x[i], x[j]) + Kernel(y[i], y[j])) / 6) - 2 * Kernel(x[i], y[j]) / 9;
        Assert.Equal(expected, scores.Kernel.Of([1, 1, 1]), 1e-6);
        Assert.Null(comparison.Compare(made[..1], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Run_WithInception_HasItsColumnsUnderTheirNamesAndOnlyThen()
    {
        var result = Run(new Judges(null, null, null, inception.Net));
        var flat = result.Report.Systems[0];
        Assert.True(flat.Fid > 0 && flat.Kid is not null);
        var text = result.Report.Markdown();
        var table = text.Split('\n').Where(l => l.StartsWith('|')).Take(3).Select(l => l.Split('|')).ToArray();
        Assert.All(table, row => Assert.Equal(table[0].Length, row.Length));
        Assert.Equal(["FID", "KID x1000"], table[0][^3..^1].Select(c => c.Trim()));
        Assert.Equal(flat.Fid!.Value.ToString("f2", CultureInfo.InvariantCulture), table[2][^3].Trim());
        Assert.Contains(inception.Net.Sha256, text, StringComparison.Ordinal);
        Assert.Contains("here 4 pictures", text, StringComparison.Ordinal);
        Assert.DoesNotContain("FID", (result.Report with { Fid = "random", Kid = "random" }).Markdown(), StringComparison.Ordinal);
        EvaluationWriter.Write(result, _people.At("out"));
        using var json = JsonDocument.Parse(File.ReadAllText(_people.At("out/report.json")));
        Assert.Equal(flat.Fid, json.RootElement.GetProperty("systems")[0].GetProperty("fid").GetDouble());
        Assert.Equal((inception.Net.Sha256, inception.Net.Sha256), (json.RootElement.GetProperty("inceptionSha256").GetString(), EvaluationWriter.ReadProtocol(_people.At("out/protocol.json")).InceptionSha256));

        var without = Run(new Judges(null, null));
        Assert.DoesNotContain("FID", without.Report.Markdown(), StringComparison.Ordinal);
        Assert.Contains("Inception weights", Assert.Throws<InvalidDataException>(() => result.Protocol!.Expect(without.Protocol!)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_NoInceptionFile_NamesIt() => Assert.Contains(
        "There is no file gone.safetensors.", new EvaluationRunOptions { Model = _people.Folder, Output = "out", DataFolders = [_people.Folder], Inception = "gone.safetensors" }.Validate());

    private EvaluationResult Run(Judges judges) => new PairEvaluation(judges, Four).Run(_people.Folder, [MadeUpPeople.Constant("flat", 140)], TestContext.Current.CancellationToken);

    private static RgbImage Striped(int step) => new(32, 32, [.. Enumerable.Range(0, 3072).Select(i => (byte)(i * step))]);
}
