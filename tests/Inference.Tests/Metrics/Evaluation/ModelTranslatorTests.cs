using ThermalPortal.Inference.Metrics.Evaluation;
using ThermalPortal.Inference.Pipelines;
using ThermalPortal.Inference.Thermal;
using ThermalPortal.Inference.Weights;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Metrics.Evaluation;

public sealed class ModelTranslatorTests
{
    private static EvaluationInput Input(long seed) => new(
        [.. Enumerable.Range(0, 32 * 32).Select(i => (float)Math.Sin(i * .1) * 5 + 30)], ThermalUnit.Celsius, 32, seed,
        new Dictionary<string, string> { ["sex"] = "male", ["age_group_estimated"] = "60+", ["glasses"] = "monocle" });

    [Fact]
    public void Of_NanoModel_TranslatesEveryKindOfGuidance()
    {
        using var model = new ThermalToVisible(ModelNetworks.Create(ModelPresets.Nano), "none", CPU);
        var sampling = new LatentTranslatorOptions { Steps = 2, LowPrecision = false };
        foreach (var use in Enum.GetValues<AttributeUse>())
        {
            var system = ModelTranslator.Of(model, sampling, use);
            var batch = system.Translate([Input(1), Input(2)], TestContext.Current.CancellationToken);
            var alone = system.Translate([Input(2)], TestContext.Current.CancellationToken);
            Assert.Equal(2, batch.Count);
            Assert.All(batch[1].Pixels.Zip(alone[0].Pixels), p => Assert.InRange(p.First - p.Second, -2, 2));
            Assert.Contains(use.ToString(), system.Name, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void Translate_RegressionBaseline_IgnoresTheSeed()
    {
        var folder = Directory.CreateTempSubdirectory("regression-").FullName;
        using (var networks = ModelNetworks.Create(ModelPresets.Nano))
            ModelFolder.Save(folder, networks);
        using (var baseline = new RegressionBaseline(folder, "regression"))
        {
            var pictures = baseline.System.Translate([Input(1), Input(2)], TestContext.Current.CancellationToken);
            Assert.Equal(pictures[0].Pixels, pictures[1].Pixels);
        }
        Directory.Delete(folder, recursive: true);
    }
}
