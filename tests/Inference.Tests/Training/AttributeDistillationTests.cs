using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Training;
using ThermalPortal.Inference.Training.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Training;

[Collection(nameof(GlobalRandomness))]
public sealed class AttributeDistillationTests : IDisposable
{
    private readonly TinyPeople _people = new();

    public void Dispose() => _people.Dispose();

    /// <summary>Nobody is labelled: whatever the student learns, it has from the teacher.</summary>
    [Fact]
    public void Advance_WithoutLabels_StudentComesNearTheTeacher()
    {
        random.manual_seed(3);
        var schema = new AttributeSchema([new("glasses", ["none", "clear"])]);
        using var store = PairStore.Load([[_people.Pair("a", 1), _people.Pair("b", 2), _people.Pair("c", 3), _people.Pair("d", 4)]], TinyPeople.Side);
        using var teacher = new AttributeNet(schema, 3);
        using (no_grad())
            teacher.named_parameters().Single(p => p.name == "_out.bias").parameter.add_(tensor(new[] { 3f, -3 })); // sure of itself
        teacher.eval();
        using var stage = new AttributeStage(schema, TinyPeople.Side, new() { Folder = "", Steps = 30, BatchSize = 4 }, store, store, teacher: teacher);
        foreach (var group in stage.Optimizers["net"].ParamGroups)
            group.LearningRate = 1e-3;
        double[] distances = [.. Enumerable.Range(0, 30).Select(step =>
        {
            using var scope = NewDisposeScope();
            var values = stage.Advance(step, new Random(step));
            Assert.Equal(0, values[0].Item2); // no label, no loss of its own
            return values[^1].Item2;
        })];
        Assert.Equal("teacher", Curve(stage)[^1]);
        Assert.True(distances[^10..].Average() < .5 * distances[..10].Average(), $"{distances[..10].Average()} -> {distances[^10..].Average()}");
    }

    private static string[] Curve(AttributeStage stage)
    {
        using var scope = NewDisposeScope();
        return [.. stage.Advance(30, new Random(30)).Select(v => v.Item1)];
    }
}
