using NetVips;
using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Training;
using ThermalPortal.Inference.Training.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Training;

public sealed class PeopleBankTests : IDisposable
{
    private const int Side = 48;
    private static readonly float[] Face = [16, 20, 32, 20, 24, 28, 18, 34, 30, 34];
    private readonly string _root = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Confusion_TrueFace_IsLeastForItsOwnPerson()
    {
        using var scope = NewDisposeScope();
        using var net = Amplified();
        using var store = PairStore.Load([[Pair("a", 1), Pair("b", 2), Pair("b", 2), Pair("c", 3)]], Side);
        using var bank = PeopleBank.From(store, net);
        var descriptors = net.forward(FaceDescriptorNet.Chips(store.Visible[..2].to_type(ScalarType.Float32) / 127.5 - 1, store.Points[..2])); // a and b
        Tensor Against(long person) => bank.Confusion(descriptors, full(2, person, dtype: ScalarType.Int64));
        Assert.Equal([0, 1], stack([Against(0), Against(1), Against(2)]).argmin(0).data<long>().ToArray());
    }

    [Fact]
    public void Confusion_PersonWithoutPoints_IsNobodysRival()
    {
        using var scope = NewDisposeScope();
        using var net = Amplified();
        using var store = PairStore.Load([[Pair("a", 1), Pair("b", 2) with { Points = null }]], Side);
        using var bank = PeopleBank.From(store, net);
        Assert.Equal(0, bank.Confusion(randn(1, 128), zeros(1, ScalarType.Int64)).item<float>(), 1e-6); // a is the only one there is
    }

    /// <summary>Random weights, made so large that different pictures get clearly different descriptors.</summary>
    private static FaceDescriptorNet Amplified()
    {
        var net = new FaceDescriptorNet();
        using var _ = no_grad();
        foreach (var parameter in net.parameters())
            if (parameter.dim() > 1)
                parameter.mul_(1.6);
        return net;
    }

    private TrainingPair Pair(string subject, int seed)
    {
        var (visible, thermal) = (Path.Combine(_root, $"{seed}.png"), Path.Combine(_root, $"{seed}t.png"));
        using var noise = Image.Gaussnoise(6, 6, mean: 128, sigma: 60, seed: seed).Resize(8);
        using var colour = noise.Bandjoin(noise, noise).Cast(Enums.BandFormat.Uchar);
        colour.Pngsave(visible);
        using var warm = noise.Linear([10], [29000]).Cast(Enums.BandFormat.Ushort);
        warm.Pngsave(thermal);
        return new TrainingPair(subject, 1, "train", thermal, visible, [-1], Face);
    }
}
