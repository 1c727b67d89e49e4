using TorchSharp;
using static ThermalPortal.Inference.Training.Data.Augmentation;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Training.Data;

/// <summary>Random sensor and file effects on normalised thermal images (B, 1, S, S) in [-1, 1]; every draw is an image's own unless said.</summary>
internal static class ThermalVariety
{
    /// <summary>Share of images left as they are: well exposed faces must stay the easiest ones.</summary>
    private const double CleanShare = 0.4;

    public static Tensor Apply(Tensor x, Random random)
    {
        using var scope = NewDisposeScope();
        var (clean, count) = (x, (int)x.shape[0]);
        Tensor Each(Func<double> draw) => tensor(Enumerable.Range(0, count).Select(_ => (float)draw()).ToArray(), [count, 1, 1, 1]);
        bool Chance(double p) => random.NextDouble() < p;

        if (Chance(0.5))
            x = LowResolution(x, Uniform(random, 0.3, 0.9)); // one factor for the batch
        x = (x + 1) / 2;
        var floor = Each(() => Chance(0.35) ? Uniform(random, 0.05, 0.5) : 0); // background clipped to black
        x = ((x - floor) / (1 - floor)).clamp_(0, 1);
        x = x.pow(Each(() => Math.Exp(Uniform(random, -0.4, 0.4))));
        x = x * 2 - 1;
        x = x * Each(() => Chance(0.1) ? Uniform(random, 0.35, 0.7) : Uniform(random, 0.85, 1.15)) + Each(() => Uniform(random, -0.12, 0.12));
        using var generator = new Generator((ulong)random.NextInt64());
        x = x + randn(x.shape, generator: generator) * Each(() => Chance(0.6) ? Uniform(random, 0, 0.07) : 0);
        x = x + randn([count, 1, 1, x.shape[3]], generator: generator) * Each(() => Chance(0.3) ? Uniform(random, 0, 0.05) : 0);
        for (var i = 0; i < count; i++)
            if (Chance(0.1))
                Occlude(x[i], random);
        x = x.clamp_(-1, 1);
        x = where(Each(() => Chance(0.15) ? 1 : 0) > 0, FewLevels(x, Each(() => Math.Round(Math.Exp(Uniform(random, Math.Log(8), Math.Log(64)))))), x);
        return where(Each(() => Chance(CleanShare) ? 1 : 0) > 0, clean, x).MoveToOuterDisposeScope();
    }

    /// <summary>What is left of the scale when a picture was saved in the colours of a palette, or in few bits.</summary>
    private static Tensor FewLevels(Tensor x, Tensor levels) => ((x + 1) / 2 * (levels - 1)).round() / (levels - 1) * 2 - 1;

    private static Tensor LowResolution(Tensor x, double factor)
    {
        var size = x.shape[2];
        var small = F.interpolate(x, size: [(long)(size * factor), (long)(size * factor)], mode: InterpolationMode.Area);
        return F.interpolate(small, size: [size, size], mode: InterpolationMode.Bilinear, align_corners: false);
    }

    private static void Occlude(Tensor image, Random random)
    {
        var size = image.shape[1];
        var (h, w) = ((long)(size * Uniform(random, 0.1, 0.35)), (long)(size * Uniform(random, 0.1, 0.35)));
        var (y, x) = (random.NextInt64(size - h), random.NextInt64(size - w));
        image.narrow(1, y, h).narrow(2, x, w).fill_(Uniform(random, -1, 0.2));
    }
}
