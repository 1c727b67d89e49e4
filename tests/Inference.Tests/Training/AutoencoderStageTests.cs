using ThermalPortal.Inference.Training;
using ThermalPortal.Inference.Training.Data;
using ThermalPortal.Inference.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Training;

[Collection(nameof(GlobalRandomness))]
public sealed class AutoencoderStageTests : IDisposable
{
    private const int Codes = 32;
    private readonly TinyPeople _people = new();

    public void Dispose() => _people.Dispose();

    [Theory, InlineData(null), InlineData(Codes)]
    public void Advance_FewPictures_LearnsThem(int? codebook)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(3);
        using var store = PairStore.Load([[.. Enumerable.Range(0, 4).Select(i => _people.Pair($"p{i}", i))]], TinyPeople.Side);
        using var loss = new ImageLoss(new());
        using var stage = new AutoencoderStage(ModelPresets.Nano.Autoencoder with { Codebook = codebook }, new() { ImageSize = 32, Critic = new() { Weight = .5, Start = .4 } }, loss, new() { Folder = "", Steps = 150, BatchSize = 8 }, store, store);
        foreach (var group in stage.Optimizers["net"].ParamGroups)
            group.LearningRate = 1.5e-3; // at twice that the critic, once heard, now and then undoes what was learnt
        var curve = new List<Dictionary<string, double>>();
        for (var step = 0; step < 150; step++)
            using (NewDisposeScope())
                curve.Add(stage.Advance(step, new Random(step)).ToDictionary(v => v.Item1, v => v.Item2));
        double Mean(string name, Range steps) => curve.Take(steps).Average(values => values[name]);
        Assert.InRange(Mean("l1", ^10..), .001, .5 * Mean("l1", ..5));
        Assert.All(curve[..60], values => Assert.Equal(0, values["critic"])); // it begins at 40 % of the steps
        Assert.InRange(Mean("critic", ^10..), 1e-3, 1.5); // about 1 when it can tell nothing
        if (codebook is null)
            Assert.True(Mean("kl", ^10..) > 0);
        else
            Assert.InRange(Mean("perplexity", ^10..), 4, Codes); // not one code for everything
    }
}
