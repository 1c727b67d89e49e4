using TorchSharp;
using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Tensors;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Faces;

public sealed class FaceDescriptorNetTests
{
    [Fact, NoTensorLeak]
    public void Forward_FrozenNet_PassesGradientsToThePicturesOnly()
    {
        using var scope = NewDisposeScope();
        using var net = new FaceDescriptorNet();
        var chips = (rand(2, 3, 150, 150) * 2 - 1).requires_grad_();
        var descriptors = net.forward(chips);
        Assert.Equal([2, 128], descriptors.shape);
        descriptors.square().sum().backward();
        Assert.True(chips.grad!.isfinite().all().item<bool>() && chips.grad!.abs().sum().item<float>() > 0);
        Assert.All(net.parameters(), p => Assert.False(p.requires_grad));
    }

    [Fact]
    public void Forward_AnotherSize_SaysWhatItTakes()
    {
        using var net = new FaceDescriptorNet();
        Assert.Contains("150", Assert.Throws<ArgumentException>(() => net.forward(zeros(1, 3, 112, 112))).Message);
    }

    [Fact, NoTensorLeak]
    public void Chips_PictureOfItsOwnCoordinates_CutsTheSquareAboutEyesAndMouth()
    {
        using var scope = NewDisposeScope();
        const int side = 64;
        var steps = (arange(side, dtype: ScalarType.Float32) + 0.5) * 2 / side - 1; // centre of each pixel in [-1, 1]
        var picture = stack([steps.reshape(1, -1).expand(side, -1), steps.reshape(-1, 1).expand(-1, side), zeros(side, side)]).unsqueeze(0); // x, y, nothing
        var points = tensor(new[] { -0.2f, -0.2f, 0.2f, -0.2f, 0, 0, -0.1f, 0.2f, 0.1f, 0.2f }, [1, 5, 2]);
        var chip = FaceDescriptorNet.Chips(picture, points)[0];
        var size = Math.Sqrt(0.2 * 0.2 + 0.4 * 0.4) / 0.45; // eye to mouth is 0.45 of the square
        var top = -0.2 / 3 - 0.43 * size;                    // the mean of both eyes and the mouth lies 0.43 below its top
        Assert.Equal(-size / 2 + size / 300, chip[0, 75, 0].item<float>(), 2e-3);
        Assert.Equal(size / 2 - size / 300, chip[0, 75, 149].item<float>(), 2e-3);
        Assert.Equal(top + size / 300, chip[1, 0, 75].item<float>(), 2e-3);
        Assert.Equal(top + size - size / 300, chip[1, 149, 75].item<float>(), 2e-3);
    }

    [Fact]
    public void Chips_InMixedPrecision_AreCutAtTheSamePlaces()
    {
        Assert.SkipUnless(Autocast.CanForce, "This libtorch does not export its autocast.");
        using var scope = NewDisposeScope();
        var picture = linspace(-1, 1, 64).expand(1, 1, 64, 64); // the places themselves
        var points = tensor(new[] { -0.2173f, -0.2f, 0.2f, -0.2f, 0, 0, -0.1f, 0.2f, 0.1f, 0.2f }, [1, 5, 2]);
        var expected = FaceDescriptorNet.Chips(picture, points);
        using (Autocast.Force(CPU))
            Assert.Equal(0, (FaceDescriptorNet.Chips(picture, points) - expected).abs().max().item<float>());
    }
}
