using TorchSharp;
using ThermalPortal.Inference.Metrics;
using ThermalPortal.Inference.Tensors;
using ThermalPortal.Tests.Shared;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Metrics;

public sealed class PerceptualNetTests
{
    private static PerceptualNet Load() => new(SharedData.Path("models", "vgg19_block1-3"));

    private static Tensor Image(int seed, int size = 32) => rand([2, 3, size, size], generator: new Generator((ulong)seed)) * 2 - 1;

    [Fact, NoTensorLeak]
    public void Forward_EqualImages_IsZeroAndGrowsWithNoise()
    {
        using var scope = NewDisposeScope();
        using var net = new PerceptualNet();
        using var off = no_grad();
        var (x, noise) = (Image(1), Image(2));
        Assert.Equal(0, net.forward(x, x).max().item<float>());
        var distances = new[] { .05, .2, .8 }.Select(w => net.forward(x, x * (1 - w) + noise * w).mean().item<float>()).ToArray();
        Assert.True(distances[0] > 0 && distances[0] < distances[1] && distances[1] < distances[2], string.Join(' ', distances));
    }

    [Fact, NoTensorLeak]
    public void Backward_FrozenNet_ReachesTheImageOnly()
    {
        using var scope = NewDisposeScope();
        using var net = new PerceptualNet();
        var x = Image(1).requires_grad_();
        net.forward(x, Image(2)).mean().backward();
        Assert.True(x.grad!.isfinite().all().item<bool>());
        Assert.True(x.grad!.abs().sum().item<float>() > 0);
        Assert.All(net.parameters(), p => Assert.False(p.requires_grad));
    }

    [Fact, NoTensorLeak]
    public void Backward_BlackImage_IsFinite()
    {
        using var scope = NewDisposeScope();
        using var net = new PerceptualNet();
        var x = (-ones(1, 3, 16, 16)).requires_grad_();
        net.forward(x, ones(1, 3, 16, 16)).mean().backward();
        Assert.True(x.grad!.isfinite().all().item<bool>());
    }

    [Fact]
    public void Forward_BFloat16Weights_StaysNearFloat32()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var wide = Load();
        using var half = Load().to(ScalarType.BFloat16);
        TensorAssert.Close(wide.forward(Image(1), Image(2)), half.forward(Image(1), Image(2)), 2e-2);
    }

    [Fact]
    public void Forward_UnderAutocast_StaysNearFloat32AndPassesGradients()
    {
        Assert.SkipUnless(Autocast.CanForce, "This libtorch does not export its autocast.");
        using var scope = NewDisposeScope();
        using var net = Load();
        var (x, y) = (Image(1).requires_grad_(), Image(1).requires_grad_());
        Tensor low;
        using (Autocast.Force(CPU))
            low = net.forward(x, Image(2));
        var high = net.forward(y, Image(2));
        TensorAssert.Close(high, low, 2e-2);
        low.mean().backward();
        high.mean().backward();
        // Rounding of eight layers adds up at single pixels; the direction is what training follows.
        Assert.InRange((x.grad! * y.grad!).sum().item<float>() / (x.grad!.norm() * y.grad!.norm()).item<float>(), .95, 1.01);
    }

    [Fact]
    public void Features_RealWeights_EqualTheReference()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var net = Load();
        // tests/Reference/perceptual_net.py: the same sums in NumPy, float64, on a ramp image.
        var ramp = arange(3 * 16 * 16, dtype: float32).view(1, 3, 16, 16);
        var x = (ramp * .37).sin();
        var y = (ramp * .11).cos();
        Assert.Equal(PerceptualReference.Distance, net.forward(x, y).item<float>(), PerceptualReference.Distance * 1e-4);
        foreach (var (feature, expected) in net.Features(x).Zip(PerceptualReference.FeatureSums))
            Assert.Equal(expected, feature.sum().item<float>(), expected * 1e-4);
    }
}
