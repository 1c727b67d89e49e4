using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Training.Data;

/// <summary>Visible pictures as generators make them, a little soft and a little noisy, so that a classifier of true pictures can be asked about made ones, and is not fooled by what no eye sees.</summary>
internal static class Softened
{
    /// <summary>(B, 3, S, S) in [-1, 1] -> the same, scaled down and up again by one factor for all, moved by a few pixels, with noise.</summary>
    public static Tensor Apply(Tensor pictures, Random random)
    {
        using var scope = NewDisposeScope();
        var side = pictures.shape[2];
        var small = (long)(side * Augmentation.Uniform(random, 0.4, 1));
        var x = F.interpolate(F.interpolate(pictures, size: [small, small], mode: InterpolationMode.Bilinear, align_corners: false), size: [side, side], mode: InterpolationMode.Bilinear, align_corners: false);
        var most = (int)side / 32;
        x = x.roll([random.Next(-most, most + 1), random.Next(-most, most + 1)], [2, 3]);
        return (x + randn_like(x) * Augmentation.Uniform(random, 0, 0.08)).MoveToOuterDisposeScope();
    }
}
