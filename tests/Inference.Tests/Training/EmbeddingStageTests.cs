using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Training;
using ThermalPortal.Inference.Training.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Training;

[Collection(nameof(GlobalRandomness))]
public sealed class EmbeddingStageTests : IDisposable
{
    private readonly TinyPeople _people = new();
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose()
    {
        _people.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Margin_MakesTheRightPersonHarder()
    {
        using var scope = NewDisposeScope();
        var (embeddings, people, owners) = (tensor(new float[,] { { 1, 0 }, { .6f, .8f } }), tensor(new float[,] { { 2, 0 }, { 0, 3 } }), tensor(new[] { 0L, 0L }));
        var (loss, right) = EmbeddingStage.Margin(embeddings, people, owners, new() { Scale = 10, Margin = .25 });
        double Wanted(double own, double other) => Math.Log(1 + Math.Exp(10 * (other - (own - .25)))); // cross-entropy of two
        Assert.Equal([Wanted(1, 0), Wanted(.6, .8)], loss.data<float>().ToArray().Select(v => (double)v), (a, b) => Math.Abs(a - b) < 1e-4);
        Assert.Equal([1f, 0], right.data<float>().ToArray());
    }

    [Fact]
    public void Run_TrainsANetThatTheTrainingOfAModelCanUse()
    {
        using var store = PairStore.Load([[_people.Pair("a", 1), _people.Pair("b", 2), _people.Pair("c", 3), _people.Pair("d", 4)]], TinyPeople.Side);
        var training = new TrainingOptions { Folder = _folder, Steps = 40, BatchSize = 8, LearningRate = 1e-3, WarmupSteps = 5, LogEvery = 10, EmaDecay = .9 };
        using var stage = new EmbeddingStage(TinyPeople.Side, new(), training, store);
        Assert.Equal(40, new Trainer(stage, training).Run(null, CancellationToken.None));
        var curve = File.ReadAllLines(Path.Combine(_folder, "curve.csv")).Skip(1).Select(l => double.Parse(l.Split(',')[1], System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        Assert.True(curve[^1] < .5 * curve[0], $"{curve[0]} -> {curve[^1]}");

        ThermalPortal.Inference.Weights.ModuleWeights.Save(stage.Trained, Path.Combine(_folder, FaceEmbeddingNet.WeightsName));
        using var person = new PersonLoss(PersonLoss.Load(_folder), store);
        Assert.IsType<FaceEmbeddingNet>(person.Net);
        using var scope = NewDisposeScope();
        var batch = Augmentation.Batch(store, [0, 1, 2, 3], TinyPeople.Side, null);
        var pictures = batch.Visible.detach().requires_grad_();
        var points = person.Describe(pictures, batch);
        TensorAssert.Close(full(4, .25f), points.square().sum(1), 1e-4);
        var (distance, confusion) = person.Compare(points, batch);
        Assert.InRange(distance.max().item<float>(), 0, 1e-6f); // the true pictures themselves
        Assert.True(confusion.max().item<float>() < Math.Log(4), "the right person is the nearest");
        points.sum().backward();
        Assert.True(pictures.grad!.abs().sum().item<float>() > 0, "gradients pass to the pictures");
    }
}
