using ThermalPortal.Inference.Metrics.Evaluation;
using ThermalPortal.Inference.Pipelines;
using ThermalPortal.Inference.Training;
using ThermalPortal.Inference.Weights;

namespace ThermalPortal.Inference.Tests.Metrics.Evaluation;

public sealed class BaselineModelsTests : IDisposable
{
    private readonly MadeUpPeople _people = new();

    public void Dispose() => _people.Dispose();

    [Fact]
    public void EvaluationRun_Baseline_IsARowOfItsOwnWithItsOwnStartingNoise()
    {
        Save("ours", ModelPresets.Nano);
        Save("plain", Plain with { Temperature = 0 });
        var options = new EvaluationRunOptions
        {
            Model = _people.At("ours"), Output = _people.At("out"), DataFolders = [_people.Folder], Baselines = new Dictionary<string, string> { ["plain latent diffusion"] = _people.At("plain") }, AllGuidance = false,
            Evaluation = MadeUpPeople.Small with { MeanFacePictures = 0 }, Sampling = new() { Steps = 1, Temperature = 1 },
        };
        new EvaluationRun(options).Run(TestContext.Current.CancellationToken);
        var report = Assert.Single(EvaluationWriter.Read(_people.At("out")).Sets);
        Assert.Equal("plain latent diffusion", report.Systems[1].Name);

        using var model = ThermalToVisible.Load(_people.At("plain"));
        var alone = new PairEvaluation(new Judges(null, null), options.Evaluation).Run(_people.Folder, [ModelTranslator.Of(model, new() { Steps = 1, Temperature = 0 }, AttributeUse.Null, "alone")], TestContext.Current.CancellationToken);
        Assert.Equal(alone.Report.Systems[0].PsnrRgb!.Value, report.Systems[1].PsnrRgb!.Value, 1e-9);
    }

    [Fact]
    public void Load_AnotherSize_IsRefusedInWords()
    {
        Save("plain", Plain);
        Assert.Contains("draws 32 pixels, the model 128", Assert.Throws<InvalidDataException>(() => new BaselineModels(new Dictionary<string, string> { ["plain"] = _people.At("plain") }, 128)).Message, StringComparison.Ordinal);
    }

    private static ModelOptions Plain => PlainDiffusion.Of(new() { DataFolders = [], Folder = "", Model = ModelPresets.Nano }).Model;

    private void Save(string folder, ModelOptions options)
    {
        using var networks = ModelNetworks.Create(options);
        ModelFolder.Save(_people.At(folder), networks);
    }
}
