using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Metrics.Evaluation;
using ThermalPortal.Inference.Pipelines;
using ThermalPortal.Inference.Thermal;
using ThermalPortal.Inference.Weights;

namespace ThermalPortal.Inference.Tests.Metrics.Evaluation;

/// <summary>Made-up people: the level of a picture says what is in it, 10 = hat, 0 = none.</summary>
public sealed class StatementEvaluationTests : IDisposable
{
    private static readonly AttributeSchema s_schema = new([new("hat", ["none", "some"])]);
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static RgbImage Flat(byte level) => new(4, 4, [.. Enumerable.Repeat(level, 48)]);

    private static EvaluationPicture Picture(string person, string hat, byte truth) =>
        new(person, 1, new EvaluationInput(new float[16], ThermalUnit.Relative, 4, 1, new Dictionary<string, string> { ["hat"] = hat }), Flat(truth), []);

    private static readonly EvaluationPicture[] s_pictures = [Picture("a", "none", 0), Picture("a", "none", 0), Picture("b", "none", 10), Picture("c", "some", 10), Picture("d", "", 10)];

    private static IReadOnlyList<int[]> See(IReadOnlyList<RgbImage> pictures) => [.. pictures.Select(p => new[] { p.Pixels[0] >= 10 ? 1 : 0 })];

    [Fact]
    public void Run_ModelThatDoesAsItIsTold_HasTheSharesCountedByHand()
    {
        var (rows, sheet) = new StatementEvaluation(s_schema, See, identity: null).Run(s_pictures,
            (batch, stated) => [.. batch.Select(_ => Flat(stated.GetValueOrDefault("hat") == "some" ? (byte)10 : (byte)0))], TestContext.Current.CancellationToken);
        Assert.Equal(
        [
            new StatementScores("hat", "none", 1, 1, 1, 0.5, null, 0),  // stated of c; true pictures of a and b
            new StatementScores("hat", "some", 2, 0, 1, 1, null, 10),   // stated of a and b; true picture of c
        ], rows);
        Assert.Equal((5 * 6 - 2, 4 * 6 - 2), (sheet.Width, sheet.Height)); // thermal | nothing | none | some | true, four people
    }

    [Fact]
    public void Of_Model_StatesNothingElse()
    {
        using var model = new ThermalToVisible(ModelNetworks.Create(ModelPresets.Nano), "hash", TorchSharp.torch.CPU);
        var input = new EvaluationInput([.. Enumerable.Range(0, 32 * 32).Select(i => (float)i)], ThermalUnit.Relative, 32, 1, new Dictionary<string, string>());
        Assert.Equal(32, Assert.Single(StatementTranslators.Of(model, new() { Steps = 1 })([input], new Dictionary<string, string> { ["glasses"] = "sun" })).Width);
    }

    [Fact]
    public void See_WeightsOfAVisibleNet_AnswersForEveryPicture()
    {
        var weights = Path.Combine(_folder, "average.safetensors");
        using (var net = new AttributeNet(AttributeSchema.Default, imageChannels: 3))
            ModuleWeights.Save(net, weights);
        using var judge = new AttributeJudge(AttributeSchema.Default, weights);
        var noise = new Random(1);
        RgbImage[] pictures = [.. Enumerable.Range(0, 3).Select(_ => { var pixels = new byte[32 * 32 * 3]; noise.NextBytes(pixels); return new RgbImage(32, 32, pixels); })];
        var seen = judge.See(pictures);
        Assert.Equal((3, AttributeSchema.Default.Heads.Count), (seen.Count, seen[0].Length));
        Assert.Equal(judge.See([pictures[2]])[0], seen[2]);
        Assert.Equal(64, judge.Sha256.Length);
        using (var thermal = new AttributeNet(AttributeSchema.Default))
            ModuleWeights.Save(thermal, weights);
        Assert.Contains("shape", Assert.Throws<InvalidDataException>(() => new AttributeJudge(AttributeSchema.Default, weights)).Message, StringComparison.Ordinal);
    }
}
