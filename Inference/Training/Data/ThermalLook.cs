using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Training.Data;

/// <summary>
/// Other temperatures on the same shapes: rising tone curves, local contrast, warmth from place to place, random filters (Xu et al. 2021, RandConv).
/// In these simulated and real heat, and one camera's from another's, differ more than in any effect of a sensor; what stays is where things are.
/// </summary>
internal static class ThermalLook
{
    /// <summary>Share of images that get another look.</summary>
    private const double Share = 0.6;

    private const int Knots = 6;                     // of the tone curve
    private const double Uneven = 0.7;               // deviation of the logarithm of its steps
    private static readonly long[] s_smooth = [4, 8, 16]; // pixels
    private static readonly long[] s_cells = [3, 7];      // across a field of warmth

    /// <summary>Normalised thermal images (B, 1, S, S) in [-1, 1] -> same.</summary>
    public static Tensor Apply(Tensor x, Random random)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)random.NextInt64());
        var each = new long[] { x.shape[0], 1, 1, 1 };
        Tensor Between(double low, double high) => rand(each, generator: generator) * (high - low) + low;
        Tensor Chance(double p) => rand(each, generator: generator) < p;

        var y = (x + 1) / 2;
        y = where(Chance(0.5), Toned(y, generator), y);
        y = where(Chance(0.4), y + Between(-0.6, 1.6) * (y - Blurred(y, generator)), y);
        y = where(Chance(0.4), y + Between(0, 0.2) * Field(y, generator), y);
        y = where(Chance(0.2), y + Between(0.2, 0.7) * (Filtered(y, generator) - y), y);
        return where(Chance(Share), PercentileRange.Normalize(y), x).MoveToOuterDisposeScope();
    }

    /// <summary>A rising curve through random knots, [0, 1] -> [0, 1].</summary>
    private static Tensor Toned(Tensor y, Generator generator)
    {
        var steps = (Uneven * randn([y.shape[0], Knots], generator: generator)).exp();
        var curve = F.pad(steps.cumsum(1), [1, 0]) / steps.sum(1, keepdim: true); // (B, Knots + 1)
        var place = y.flatten(1) * Knots;
        var below = place.floor().clamp(0, Knots - 1).to_type(ScalarType.Int64);
        var low = curve.gather(1, below);
        return (low + (curve.gather(1, below + 1) - low) * (place - below)).view_as(y);
    }

    /// <summary>Each image at one of the widths.</summary>
    private static Tensor Blurred(Tensor y, Generator generator)
    {
        var widths = stack(s_smooth.Select(width => Enlarged(F.avg_pool2d(y, width), y, InterpolationMode.Bilinear)), 1);
        return widths[arange(y.shape[0]), randint(0, s_smooth.Length, [y.shape[0]], generator: generator)];
    }

    /// <summary>Smooth random warmth, deviation about 1.</summary>
    private static Tensor Field(Tensor y, Generator generator) =>
        s_cells.Select(cells => Enlarged(randn([y.shape[0], 1, cells, cells], generator: generator), y, InterpolationMode.Bicubic)).Aggregate((a, b) => a + b) / Math.Sqrt(s_cells.Length);

    /// <summary>A random 3 x 3 filter an image, its mean brightness kept.</summary>
    private static Tensor Filtered(Tensor y, Generator generator)
    {
        var kernel = randn([y.shape[0], 1, 3, 3], generator: generator);
        kernel = 1.5 * kernel / kernel.abs().sum([2, 3], keepdim: true);
        var made = F.conv2d(F.pad(y.transpose(0, 1), [1, 1, 1, 1], PaddingModes.Replicate), kernel, groups: y.shape[0]).transpose(0, 1);
        return made + (y - made).mean([1, 2, 3], keepdim: true);
    }

    private static Tensor Enlarged(Tensor small, Tensor like, InterpolationMode mode) => F.interpolate(small, size: [like.shape[2], like.shape[3]], mode: mode, align_corners: false);
}
