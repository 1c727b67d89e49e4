using System.Globalization;
using System.Text.Json;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Metrics;
using ThermalPortal.Inference.Metrics.Evaluation;
using ThermalPortal.Inference.Pipelines;
using ThermalPortal.Inference.Weights;
using ThermalPortal.Tests.Shared;

namespace ThermalPortal.Inference.Tests.Metrics.Evaluation;

/// <summary>On made-up people; no network is needed.</summary>
public sealed class PairEvaluationTests : IDisposable
{
    private readonly MadeUpPeople _people = new();

    private string At(string file) => _people.At(file);

    public void Dispose() => _people.Dispose();

    private static NamedTranslator Constant(string name, byte level) => MadeUpPeople.Constant(name, level);

    private static readonly EvaluationOptions Small = MadeUpPeople.Small;

    [Fact]
    public void Run_ConstantSystem_HasTheFiguresComputedByHand()
    {
        var result = new PairEvaluation(new Judges(null, null), Small).Run(_people.Folder, [Constant("flat", 140)], TestContext.Current.CancellationToken);
        var (flat, mean) = (result.Report.Systems[0], result.Report.Systems[1]);
        Assert.Equal((6, 3, 0), (result.Report.Images, result.Report.People, result.Report.PeopleAlsoInTraining));
        // Errors 40, 0, 40: one person is hit exactly, so the mean over people is infinite; the mean face is 60 everywhere.
        Assert.Equal(double.PositiveInfinity, flat.PsnrRgb!.Value);
        Assert.Equal("mean face", mean.Name);
        Assert.Equal(new[] { 40.0, 80, 120 }.Average(e => 20 * Math.Log10(255 / e)), mean.PsnrRgb!.Value, 1e-9);
        Assert.Equal([("female", 2), ("male", 4)], flat.Subgroups.Select(g => (g.Value, g.Images)));
        Assert.Null(flat.Identity);
        Assert.Equal((4 * 34 - 2, 2 * 34 - 2), (result.Sheet.Width, result.Sheet.Height)); // thermal | flat | mean face | true
    }

    [Fact]
    public void Run_BatchesAndSeeds_ArriveInOrder()
    {
        var (sizes, seeds) = (new List<int>(), new List<long>());
        var probe = new NamedTranslator("probe", (batch, _) =>
        {
            sizes.Add(batch.Count);
            seeds.AddRange(batch.Select(b => b.Seed));
            return [.. batch.Select(b => new RgbImage(b.Size, b.Size, new byte[b.Size * b.Size * 3]))];
        });
        new PairEvaluation(new Judges(null, null), Small with { FirstSeed = 7 }).Run(_people.Folder, [probe], TestContext.Current.CancellationToken);
        Assert.Equal([4, 2], sizes);
        Assert.Equal([7L, 8, 9, 10, 11, 12], seeds);
    }

    [Fact]
    public void Run_Stress_IsAppliedToWhatTheSystemSeesAndShownBesideIt()
    {
        var seen = new List<float>();
        var probe = new NamedTranslator("probe", (batch, _) =>
        {
            seen.AddRange(batch.Select(b => b.Thermal[0]));
            return [.. batch.Select(b => new RgbImage(b.Size, b.Size, new byte[b.Size * b.Size * 3]))];
        });
        var stress = new ThermalStress("frozen", input => input with { Thermal = new float[input.Thermal.Length] });
        var result = new PairEvaluation(new Judges(null, null), Small with { MeanFacePictures = 0 }).Run(_people.Folder, [probe, probe.Under(stress)], TestContext.Current.CancellationToken);
        Assert.Equal(["probe", "frozen"], result.Report.Systems.Select(s => s.Name));
        Assert.All(seen.Take(6), v => Assert.NotEqual(0, v));
        Assert.All(seen.Skip(6), v => Assert.Equal(0, v));
        Assert.Equal(5 * 34 - 2, result.Sheet.Width); // thermal | probe | frozen thermal | probe | true
    }

    [Fact]
    public void Run_MadePictures_AreScoredAndAMissingOneIsNamed()
    {
        Directory.CreateDirectory(At("made"));
        foreach (var name in new[] { "c1", "c2", "d1", "d2", "e1", "e2" })
            File.WriteAllBytes(At($"made/{name}.thermal.png"), PngWriter.Rgb(new RgbImage(40, 40, [.. Enumerable.Repeat((byte)(name[0] == 'd' ? 140 : 110), 4800)])));
        var evaluation = new PairEvaluation(new Judges(null, null), Small);
        var report = evaluation.Run(_people.Folder, [MadePictures.From("theirs", At("made"))], TestContext.Current.CancellationToken).Report;
        Assert.Equal(double.PositiveInfinity, report.Systems[0].PsnrRgb!.Value); // person d is hit exactly
        File.Delete(At("made/d2.thermal.png"));
        Assert.Contains("d2.thermal.png", Assert.Throws<InvalidDataException>(() => evaluation.Run(_people.Folder, [MadePictures.From("theirs", At("made"))], TestContext.Current.CancellationToken)).Message);
    }

    [Fact]
    public void Write_Result_IsReadableJsonMarkdownAndPng()
    {
        var result = new PairEvaluation(new Judges(null, null), Small).Run(_people.Folder, [Constant("flat", 141)], TestContext.Current.CancellationToken);
        EvaluationWriter.Write(result, At("out"));
        using var json = JsonDocument.Parse(File.ReadAllText(At("out/report.json")));
        Assert.Equal("flat", json.RootElement.GetProperty("systems")[0].GetProperty("name").GetString());
        Assert.Contains("| mean face |", File.ReadAllText(At("out/report.md")), StringComparison.Ordinal);
        Assert.NotNull(RgbImageReader.Read(File.ReadAllBytes(At("out/sheet.png")), out _));
    }

    [Fact]
    public void Write_WithLpips_HasItsColumnUnderTheNameItMayBear()
    {
        using var lpips = new Lpips();
        var result = new PairEvaluation(new Judges(null, null, lpips), Small).Run(_people.Folder, [Constant("flat", 140)], TestContext.Current.CancellationToken);
        var scores = PictureScores.Of([Flat(140)], [Flat(100)], new Judges(null, null, lpips), TestContext.Current.CancellationToken);
        Assert.Equal(2.0 / 3 * (scores.Lpips![0] + PictureScores.Of([Flat(140)], [Flat(180)], new Judges(null, null, lpips), TestContext.Current.CancellationToken).Lpips![0]) / 2, result.Report.Systems[0].Lpips!.Value, 1e-6);
        Assert.True(scores.Lpips[0] > 0);
        var table = result.Report.Markdown().Split('\n').Where(l => l.StartsWith('|')).Take(3).Select(l => l.Split('|')).ToArray();
        Assert.All(table, row => Assert.Equal(table[0].Length, row.Length));
        Assert.Equal(lpips.Figure, table[0][^2].Trim());
        Assert.StartsWith(result.Report.Systems[0].Lpips!.Value.ToString("f3", CultureInfo.InvariantCulture), table[2][^2].Trim(), StringComparison.Ordinal);
        Assert.DoesNotContain(lpips.Figure, new PairEvaluation(new Judges(null, null), Small).Run(_people.Folder, [Constant("flat", 140)], TestContext.Current.CancellationToken).Report.Markdown(), StringComparison.Ordinal);

        static RgbImage Flat(byte level) => new(32, 32, [.. Enumerable.Repeat(level, 32 * 32 * 3)]);
    }

    [Fact]
    public void Run_WrongNumberOfPictures_IsRefused()
    {
        var evaluation = new PairEvaluation(new Judges(null, null), Small);
        Assert.Throws<InvalidOperationException>(() => evaluation.Run(_people.Folder, [new NamedTranslator("lazy", (_, _) => [])], TestContext.Current.CancellationToken));
        Assert.Throws<InvalidDataException>(() => evaluation.Run(At("nowhere"), [], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Run_Canceled_Stops()
    {
        using var source = new CancellationTokenSource();
        var stopper = new NamedTranslator("stopper", (batch, _) =>
        {
            source.Cancel();
            return [.. batch.Select(b => new RgbImage(b.Size, b.Size, new byte[b.Size * b.Size * 3]))];
        });
        Assert.Throws<OperationCanceledException>(() => new PairEvaluation(new Judges(null, null), Small).Run(_people.Folder, [stopper], source.Token));
    }

    [Fact]
    public void EvaluationRun_NanoModelAndBaseline_WritesAReportASet()
    {
        TrainingRecord record = new() { Data = [], Steps = new Dictionary<string, int> { ["diffusion"] = 0, ["regression"] = 1 }, BatchSize = 1, Seed = 1, Perceptual = false, Identity = false };
        foreach (var (folder, model) in new[] { ("model", ModelPresets.Nano), ("baseline", ModelPresets.Nano with { History = [record] }) })
        {
            using var networks = ModelNetworks.Create(model);
            ModelFolder.Save(At(folder), networks);
        }
        var lines = new List<string>();
        var options = new EvaluationRunOptions
        {
            Model = At("model"), Baselines = new Dictionary<string, string> { ["L1 regression"] = At("baseline") }, Output = At("out"), DataFolders = [_people.Folder], Evaluation = Small,
            Sampling = new LatentTranslatorOptions { Steps = 2, LowPrecision = false },
        };
        new EvaluationRun(options, lines.Add).Run(TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(At("out"), Path.GetFileName(_people.Folder), "report.json")));
        Assert.Equal(
            [.. new[] { "predicted", "null", "oracle" }.Select(a => $"ours ({a} attributes, 2 steps, guidance 1.5, temperature 1, residual 1)"), "L1 regression", "mean face"],
            json.RootElement.GetProperty("systems").EnumerateArray().Select(s => s.GetProperty("name").GetString()!));
        Assert.Contains(lines, l => l.StartsWith("Wrote", StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_EverythingWrong_SaysItAllAtOnce() =>
        Assert.Equal(4, new EvaluationRunOptions { Model = "no-model", Output = "out", Judge = "no-judge", Evaluation = new() { Size = 1 } }.Validate().Count);

    [Fact]
    public void Validate_TwoRowsOfOneName_AreRefused()
    {
        var named = new Dictionary<string, string> { ["plain"] = _people.Folder };
        var options = new EvaluationRunOptions { Model = _people.Folder, Output = "out", DataFolders = [_people.Folder], Made = named, Baselines = named };
        Assert.StartsWith("A baseline and made pictures are both called plain", Assert.Single(options.Validate()), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_TenSyntheticPeople_OrdersCeilingMeanFaceAndFloor()
    {
        using var judge = new IdentityJudge(SharedData.Path("models", "mobilefacenet_foamliu_apache2", "MobileFaceNet.onnx"));
        var options = new EvaluationOptions { People = 10, Resamples = 50, MeanFacePictures = 50 };
        var report = new PairEvaluation(new Judges(judge, null), options).Run(SharedData.Path("synthetic"), [], TestContext.Current.CancellationToken).Report;
        var rank = report.Systems.ToDictionary(s => s.Name, s => s.Identity!.RankOne.Value);
        Assert.Equal((50, 10, 0), (report.Images, report.People, report.PeopleAlsoInTraining));
        Assert.True(rank["true visible (ceiling)"] > .8, $"{rank["true visible (ceiling)"]}");
        Assert.True(rank["mean face"] < .3);
        Assert.True(rank["raw thermal (floor)"] < rank["true visible (ceiling)"]);
    }
}
