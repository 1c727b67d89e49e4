using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Training;
using ThermalPortal.Inference.Training.Data;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Training;

public sealed class PeopleBankTests : IDisposable
{
    private readonly TinyPeople _tiny = new();

    public void Dispose() => _tiny.Dispose();

    [Fact]
    public void Confusion_TrueFace_IsLeastForItsOwnPerson()
    {
        using var scope = NewDisposeScope();
        using var net = TinyPeople.Descriptor();
        using var store = PairStore.Load([[_tiny.Pair("a", 1), _tiny.Pair("b", 2), _tiny.Pair("b", 2), _tiny.Pair("c", 3)]], TinyPeople.Side);
        using var bank = PeopleBank.From(store, net);
        var descriptors = net.forward(FaceDescriptorNet.Chips(store.Visible[..2].to_type(ScalarType.Float32) / 127.5 - 1, store.Points[..2])); // a and b
        Tensor Against(long person) => bank.Confusion(descriptors, full(2, person, dtype: ScalarType.Int64));
        Assert.Equal([0, 1], stack([Against(0), Against(1), Against(2)]).argmin(0).data<long>().ToArray());
    }

    [Fact]
    public void Confusion_PersonWithoutPoints_IsNobodysRival()
    {
        using var scope = NewDisposeScope();
        using var net = TinyPeople.Descriptor();
        using var store = PairStore.Load([[_tiny.Pair("a", 1), _tiny.Pair("b", 2) with { Points = null }]], TinyPeople.Side);
        using var bank = PeopleBank.From(store, net);
        Assert.Equal(0, bank.Confusion(randn(1, 128), zeros(1, ScalarType.Int64)).item<float>(), 1e-6); // a is the only one there is
    }
}
