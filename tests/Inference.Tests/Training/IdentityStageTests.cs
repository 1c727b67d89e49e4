using ThermalPortal.Inference.Denoising;
using ThermalPortal.Inference.Training;
using ThermalPortal.Inference.Training.Data;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Training;

[Collection(nameof(GlobalRandomness))]
public sealed class IdentityStageTests : IDisposable
{
    private readonly TinyPeople _tiny = new();

    public void Dispose() => _tiny.Dispose();

    [Fact]
    public void Advance_ThermalOfKnownPeople_ComesNearerToTheirVisibleDescriptors()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        using var store = PairStore.Load([[_tiny.Pair("a", 1), _tiny.Pair("b", 2), _tiny.Pair("c", 3), _tiny.Pair("d", 4)]], TinyPeople.Side);
        using var person = new PersonLoss(TinyPeople.Descriptor(), store);
        using var stage = new IdentityStage(32, person, new() { Folder = "", Steps = 80, BatchSize = 4 }, store);
        using var plain = new ThermalDescriptor();
        plain.StartFrom((ThermalPortal.Inference.Faces.FaceDescriptorNet)person.Net);
        foreach (var group in stage.Optimizers["net"].ParamGroups)
            group.LearningRate = 1e-3;
        var before = Distance(plain);
        for (var step = 0; step < 80; step++)
        {
            using var inner = NewDisposeScope();
            stage.Advance(step, new Random(step));
        }
        Assert.True(Distance(stage.Trained) < 0.7 * before, $"{Distance(stage.Trained)} of {before}");
        Assert.True(Astray(stage.Trained) < 0.6 * Astray(plain), $"{Astray(stage.Trained)} of {Astray(plain)}");

        float Distance(ThermalDescriptor net)
        {
            using var off = no_grad();
            var batch = Augmentation.Batch(store, [0, 1, 2, 3], 32, null);
            return person.Compare(net.forward(batch.Thermal), batch).Distance.mean().item<float>();
        }

        float Astray(ThermalDescriptor net)
        {
            using var off = no_grad();
            var batch = Augmentation.Batch(store, [0, 1, 2, 3], 32, null);
            return (net.Points.forward(batch.Thermal) - batch.Points).square().sum(2).sqrt().mean().item<float>();
        }
    }

    [Fact]
    public void Compare_TruePicture_IsNoDistanceAwayAndLeastConfusedWithItsOwnPerson()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var store = PairStore.Load([[_tiny.Pair("a", 1), _tiny.Pair("b", 2), _tiny.Pair("c", 3) with { Points = null }]], TinyPeople.Side);
        using var person = new PersonLoss(TinyPeople.Descriptor(), store);
        var batch = Augmentation.Batch(store, [0, 1, 2], TinyPeople.Side, null);
        var (distance, confusion) = person.Compare(person.Describe(batch.Visible, batch), batch);
        Assert.All(distance.data<float>().ToArray(), d => Assert.Equal(0, d, 1e-5f));
        Assert.True(confusion[0].item<float>() < Math.Log(2) && confusion[1].item<float>() < Math.Log(2)); // 50 : 50 between the two who have points
        Assert.Equal(0, confusion[2].item<float>()); // nobody knows where this face is
        var (other, _) = person.Compare(person.Describe(batch.Visible.flip(0)[1..2], batch.Select(tensor(new[] { 0L }))), batch.Select(tensor(new[] { 0L })));
        Assert.True(other.item<float>() > 1e-3f);
        var (_, nobody) = person.Compare(person.Describe(batch.Visible, batch), batch with { People = full_like(batch.People, -1) });
        Assert.All(nobody.data<float>().ToArray(), c => Assert.Equal(0, c)); // a face mixed of two is no one's
    }
}
