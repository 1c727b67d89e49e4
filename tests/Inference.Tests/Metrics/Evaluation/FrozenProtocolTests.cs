using System.Text.RegularExpressions;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Metrics.Evaluation;
using ThermalPortal.Inference.Weights;

namespace ThermalPortal.Inference.Tests.Metrics.Evaluation;

public sealed class FrozenProtocolTests : IDisposable
{
    private readonly MadeUpPeople _people = new();

    public void Dispose() => _people.Dispose();

    [Fact]
    public void Run_AgainAfterIt_HasTheSameFiguresOfTheSamePictures()
    {
        var frozen = Freeze();
        Assert.Equal(9, frozen.FirstSeed);
        Assert.Equal(["c1", "c2", "d1", "d2"], frozen.Pictures.Select(p => p.Visible[..2]));
        EvaluationWriter.Write(Run(MadeUpPeople.Small.Following(frozen)), _people.At("again"));
        Assert.Equal(Text("out/report.json"), Text("again/report.json"));
        Assert.Equal(Text("out/protocol.json"), Text("again/protocol.json"));
    }

    [Fact]
    public void Run_SomethingDiffers_SaysWhat()
    {
        var frozen = Freeze();
        string Refusal(FrozenProtocol protocol) => Assert.Throws<InvalidDataException>(() => Run(MadeUpPeople.Small.Following(protocol))).Message;
        Assert.Contains("recognition net", Refusal(frozen with { IdentityJudgeSha256 = "ab" }), StringComparison.Ordinal);
        Assert.Contains("the rule 'ssim'", Refusal(frozen with { Rules = new Dictionary<string, string>(FrozenProtocol.OwnRules) { ["ssim"] = "flat window" } }), StringComparison.Ordinal);
        Assert.Contains("the size in pixels differs, 64 in the file, 32 here", Refusal(frozen with { Size = 64 }), StringComparison.Ordinal);
        Assert.Contains("names gone.png", Refusal(frozen with { Pictures = [frozen.Pictures[0] with { Thermal = "gone.png" }] }), StringComparison.Ordinal);
        File.WriteAllBytes(_people.At("d2.png"), PngWriter.Rgb(new RgbImage(40, 40, new byte[4800])));
        Assert.Contains("d2.thermal.png differs", Refusal(frozen), StringComparison.Ordinal);
    }

    [Fact]
    public void EvaluationRun_ProtocolOfTheFolder_IsFollowedAndAStrayOneIsRefused()
    {
        Freeze();
        using (var networks = ModelNetworks.Create(ModelPresets.Nano))
            ModelFolder.Save(_people.At("model"), networks);
        var options = new EvaluationRunOptions { Model = _people.At("model"), Output = _people.At("made"), DataFolders = [_people.Folder], Protocols = [_people.At("out/protocol.json")], AllGuidance = false, Evaluation = MadeUpPeople.Small, Sampling = new() { Steps = 1 } };
        new EvaluationRun(options).Run(TestContext.Current.CancellationToken);
        Assert.Equal(Text("out/protocol.json"), Text($"made/{Path.GetFileName(_people.Folder)}/protocol.json"));
        Assert.Contains("2 protocols of", Assert.Throws<InvalidDataException>(() => new EvaluationRun(options with { Protocols = [.. options.Protocols, .. options.Protocols] }).Run(TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        File.WriteAllText(_people.At("out/protocol.json"), Text("out/protocol.json").Replace(Path.GetFileName(_people.Folder), "elsewhere", StringComparison.Ordinal));
        Assert.Contains("no data folder of that name", Assert.Throws<InvalidDataException>(() => new EvaluationRun(options).Run(TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    private FrozenProtocol Freeze()
    {
        EvaluationWriter.Write(Run(MadeUpPeople.Small with { People = 2, FirstSeed = 9 }), _people.At("out"));
        return EvaluationWriter.ReadProtocol(_people.At("out/protocol.json"));
    }

    private EvaluationResult Run(EvaluationOptions options) => new PairEvaluation(new Judges(null, null), options).Run(_people.Folder, [MadeUpPeople.Constant("flat", 141)], TestContext.Current.CancellationToken);

    // Seconds a picture are not the same each time.
    private string Text(string file) => Regex.Replace(File.ReadAllText(_people.At(file)), "\"secondsPerImage\": .*", "");
}
