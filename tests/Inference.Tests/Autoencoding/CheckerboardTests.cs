using ThermalPortal.Inference.Autoencoding;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Autoencoding;

public sealed class CheckerboardTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Remove_FlatPictureWithCheckerboard_LeavesWhatIsFlat(int order)
    {
        using var scope = NewDisposeScope();
        var board = tensor(Enumerable.Range(0, 32 * 24).Select(i => ((i / 24 + i % 24) % 2 == 0 ? .1f : -.1f) + .3f).ToArray(), [1, 1, 32, 24]);
        var left = Checkerboard.Remove(board, order)[TensorIndex.Colon, TensorIndex.Colon, TensorIndex.Slice(4, 28), TensorIndex.Slice(4, 20)] - .3f; // away from the edges
        Assert.InRange(left.abs().max().item<float>(), 0, 1e-6f);
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(3, 4)]
    [InlineData(3, 16)]
    public void Remove_Wave_KeepsTheShareItSays(int order, int period)
    {
        using var scope = NewDisposeScope();
        var w = 2 * Math.PI / period;
        var wave = tensor(Enumerable.Range(0, 64).Select(i => (float)Math.Cos(w * i)).ToArray(), [1, 1, 1, 64]).expand(1, 1, 64, 64);
        var share = 1 - Math.Pow(Math.Sin(w / 2), 2 * order);
        foreach (var picture in new[] { wave, wave.transpose(2, 3) })
        {
            var difference = (Checkerboard.Remove(picture, order) - share * picture).narrow(2, 8, 48).narrow(3, 8, 48);
            Assert.InRange(difference.abs().max().item<float>(), 0, 1e-5f);
        }
    }
}
