using ThermalPortal.Inference.Training;
using ThermalPortal.Inference.Training.Data;
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
        var (x, y) = (rand(2, 3, 64, 64), rand(2, 3, 64, 64));
        double At(double share) => loss.Compare(x + share * (y - x), Of(x), new Random(1)).Sum.mean().item<float>();
        Assert.Equal(0, At(0));
        Assert.True(At(0.1) > 0 && At(0.1) < At(0.5), $"{At(0.1)} {At(0.5)}");
    }

    [Fact]
    public void Compare_FewerPicturesThanPairs_AreComparedWithTheFirst()
    {
        using var scope = NewDisposeScope();
        using var loss = new ImageLoss(new());
        var made = cat([full([1, 3, 16, 16], 0.5f), full([1, 3, 16, 16], -0.25f)]);
        var terms = loss.Compare(made, Of(zeros(3, 3, 16, 16)), new Random(1));
        Assert.Equal([0.5f, 0.25f], terms.Sum.data<float>().ToArray());
        Assert.Equal(0.375, terms.L1);
    }

    private static PairBatch Of(Tensor visible)
    {
        var count = visible.shape[0];
        return new PairBatch(visible.mean([1], keepdim: true), visible, zeros([count, 5], dtype: ScalarType.Int64), full([count, 5, 2], float.NaN), arange(count));
    }
}
