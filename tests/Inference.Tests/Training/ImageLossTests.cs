using ThermalPortal.Inference.Training;
using ThermalPortal.Tests.Shared;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Training;

public sealed class ImageLossTests
{
    [Fact]
    public void Compare_EqualPictures_IsZeroAndGrowsWithTheDifference()
    {
        using var scope = NewDisposeScope();
        using var loss = new ImageLoss(new() { PerceptualFolder = SharedData.Path("models", "vgg19_block1-3") });
        var (x, y, points) = (rand(2, 3, 64, 64), rand(2, 3, 64, 64), full([2, 5, 2], float.NaN));
        double At(double share) => loss.Compare(x + share * (y - x), x, points, new Random(1)).Sum.mean().item<float>();
        Assert.Equal(0, At(0));
        Assert.True(At(0.1) > 0 && At(0.1) < At(0.5), $"{At(0.1)} {At(0.5)}");
    }

    [Fact]
    public void Compare_WithoutNets_IsTheMeanAbsoluteDifferenceOfEachPicture()
    {
        using var scope = NewDisposeScope();
        using var loss = new ImageLoss(new());
        var target = zeros(2, 3, 16, 16);
        var made = cat([full([1, 3, 16, 16], 0.5f), full([1, 3, 16, 16], -0.25f)]);
        Assert.Equal([0.5f, 0.25f], loss.Compare(made, target, full([2, 5, 2], float.NaN), new Random(1)).Sum.data<float>().ToArray());
    }
}
