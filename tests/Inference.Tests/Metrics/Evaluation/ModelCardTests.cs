using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Metrics;
using ThermalPortal.Inference.Metrics.Evaluation;
using ThermalPortal.Inference.Weights;

namespace ThermalPortal.Inference.Tests.Metrics.Evaluation;

public sealed class ModelCardTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Write_ModelNotesAndReports_SaysAllOfThem()
    {
        var options = ModelPresets.Nano with
        {
            Name = "base", Version = "9.1", Calibration = [.. AttributeSchema.Default.Predicted.Heads.Select((_, i) => new AttributeCalibration(1, i == 1 ? 1.01 : 0.5, 0.81, 0.017))],
            History = [new() { From = "base 9.0", Data = [new("faces", 1200, 300)], Steps = new Dictionary<string, int> { ["identity"] = 1450, ["attributes"] = 0 }, BatchSize = 8, Seed = 3, Perceptual = true, Identity = true }],
        };
        using (var networks = ModelNetworks.Create(options))
            ModelFolder.Save(_root, networks);
        File.WriteAllText(Path.Combine(_root, ModelCard.NotesFile), "It cannot see hats.\n");
        WriteReports();
        ModelCard.Write(_root, At("reports"));
        var card = File.ReadAllText(Path.Combine(_root, ModelCard.CardFile));
        Assert.StartsWith("# base 9.1", card, StringComparison.Ordinal);
        string[] expected =
        [
            "It cannot see hats.", "- From base 9.0, on faces (1,200 pairs, 300 people); steps: identity 1,450; batch 8, seed 3, PD-VGG19, face descriptor in the image loss.",
            "### set, split test: 4 pictures of 2 people", "| ours |", "0.250 [0.100, 0.400]", "### 3 real pairs", "0.123", "ours, pair by pair: a 0.12.", "### Real heat of two cameras: people seen by A, looked for among B", "| ours | 0.250 [0.100, 0.400] | 0.400 [0.300, 0.500] | 0.200 |", "No face was found in A_1_2.png.", "| facial hair | beard | 12 | 0.10 | 0.90 |  | 0.80 | 6.5 |", "| age group (4) | 0.81 | 0.017 | never: always \"unknown\" |", "| skin tone (6) | | | not predicted",
        ];
        Assert.All(expected, part => Assert.Contains(part, card, StringComparison.Ordinal));
    }

    [Fact]
    public void Markdown_WithTheCardBefore_KeepsItsOtherTables()
    {
        var model = ModelPresets.Nano with { Calibration = [.. AttributeSchema.Default.Predicted.Heads.Select(_ => new AttributeCalibration(1, .5, .81, .017))] };
        var first = ModelCard.Markdown(model, "old notes", new([Report], [], [Real], []));
        var again = Report with { Systems = [Report.Systems[0] with { Name = "measured again" }] };
        var card = ModelCard.Markdown(model, "new notes", new([again], [], [Real with { Trial = "tuned" }], []), first);
        string[] once = ["new notes", "| measured again |", "### set, split test", "### 3 real pairs, aligned by the thermal picture\n", "### 3 real pairs, aligned by the thermal picture: tuned\n", "### Attributes"];
        Assert.All(once, part => Assert.Equal(2, card.ReplaceLineEndings("\n").Split(part).Length));
        Assert.DoesNotContain("old notes", card);
    }

    [Fact]
    public void Read_WrittenReport_GivesTheSameTables()
    {
        WriteReports();
        var (sets, statements, real, cameras) = EvaluationWriter.Read(At("reports"));
        Assert.Equal(Report.Markdown(), Assert.Single(sets).Markdown());
        Assert.Equal(Real.Markdown(), Assert.Single(real).Markdown());
        Assert.Equal(Statements.Markdown(), Assert.Single(statements).Markdown());
        Assert.Equal(Cameras.Markdown(), Assert.Single(cameras).Markdown());
    }

    [Fact]
    public void Write_SomethingMissing_SaysWhat()
    {
        string Message() => Assert.Throws<InvalidDataException>(() => ModelCard.Write(_root, At("reports"))).Message;
        Assert.Contains(ModelCard.NotesFile, Message());
        File.WriteAllText(Path.Combine(_root, ModelCard.NotesFile), "x");
        Assert.Contains("Run evaluate first", Message());
        Directory.CreateDirectory(At("reports"));
        File.WriteAllText(Path.Combine(At("reports"), "report.json"), "{");
        Assert.Contains("not a report", Message());
        WriteReports();
        File.Delete(Path.Combine(At("reports"), "report.json"));
        Assert.Contains("no model", Message());
    }

    private static EvaluationReport Report { get; } = new()
    {
        Set = "set", Protocol = "whole frame", Split = "test", Size = 32, Images = 4, People = 2, PeopleAlsoInTraining = 0,
        Systems = [new() { Name = "ours", Perceptual = new(1.5, 1, 2), Identity = new(2, 4, 4, new(.25, .1, .4), new(.3, .2, .4), new(.8, .7, .9), .1, null, new(.4, .3, .5), .2, 12), Subgroups = [new("sex", "female", 2, 2, 1.4, .5)] }],
        Differences = [new("ours", "mean face", "Rank-1", new(.2, .1, .3))],
    };

    private static StatementReport Statements { get; } = new() { Set = "set", Split = "test", AttributeJudgeSha256 = "ab", Statements = [new("facial_hair", "beard", 12, .1, .9, null, .8, 6.5)] };

    private static RealPairReport Real { get; } = new(3, RealCrop.Thermal, new Dictionary<string, string> { ["a"] = "thermal" }, [], [new("ours", .123, .05, 1, 3, 2) { Own = [.123] }, new("none", double.NaN, .05, 1, 3, 2)]);

    private static CrossCameraReport Cameras { get; } = new("A", ["B"], ["A_1_2.png"], [new("ours", Report.Systems[0].Identity!)]);

    private string At(string name) => Path.Combine(_root, name);

    private void WriteReports()
    {
        var sheet = new RgbImage(1, 1, [0, 0, 0]);
        EvaluationWriter.Write(new EvaluationResult(Report, sheet), At("reports/set"));
        EvaluationWriter.Write(Real, sheet, At("reports/real-pairs"));
        EvaluationWriter.Write(Statements, sheet, At("reports/statements"));
        EvaluationWriter.Write(Cameras, sheet, At("reports/two-cameras"));
    }
}
