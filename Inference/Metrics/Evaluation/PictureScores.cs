using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Tensors;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>Figures of single pictures, before they are averaged: index = picture.</summary>
internal sealed record PictureScores(double[] PsnrRgb, double[] PsnrGrey, double[] SsimRgb, double[] SsimGrey, double[]? Perceptual, DistributionScores? Distribution, double[]? Lpips)
{
    private const int Chunk = 16;

    public static PictureScores Of(
        IReadOnlyList<RgbImage> made, IReadOnlyList<RgbImage> truth, Judges judges, CancellationToken cancellationToken)
    {
        using var all = NewDisposeScope();
        var (perceptual, lpips) = (judges.Perceptual, new List<double>());
        var (pooledMade, pooledTrue) = (new List<Tensor>(), new List<Tensor>());
        var (pr, pg, sr, sg, pd) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var from = 0; from < made.Count; from += Chunk)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            using var off = no_grad();
            var (x, y) = (ToTensor(made.Skip(from).Take(Chunk)), ToTensor(truth.Skip(from).Take(Chunk)));
            pr.AddRange(Psnr.Rgb(x, y));
            pg.AddRange(Psnr.Grey(x, y));
            sr.AddRange(Ssim.Rgb(x, y));
            sg.AddRange(Ssim.Grey(x, y));
            if (judges.Lpips is not null)
                lpips.AddRange(judges.Lpips.forward(x, y).cpu().data<float>().Select(v => (double)v));
            if (perceptual is null)
                continue;
            var (featuresMade, featuresTrue) = (perceptual.Features(x), perceptual.Features(y));
            pd.AddRange(PerceptualNet.Distance(featuresMade, featuresTrue).cpu().data<float>().Select(v => (double)v));
            pooledMade.Add(PerceptualNet.Pooled(featuresMade).cpu().MoveToOuterDisposeScope());
            pooledTrue.Add(PerceptualNet.Pooled(featuresTrue).cpu().MoveToOuterDisposeScope());
        }
        return new PictureScores([.. pr], [.. pg], [.. sr], [.. sg], perceptual is null ? null : [.. pd],
            perceptual is null || made.Count < 2 ? null : DistributionScores.Of(cat(pooledMade), cat(pooledTrue)), judges.Lpips is null ? null : [.. lpips]);
    }

    /// <summary>(B, 3, H, W), RGB in -1..1, on <see cref="Compute.Device"/>.</summary>
    internal static Tensor ToTensor(IEnumerable<RgbImage> images)
    {
        using var scope = NewDisposeScope();
        return stack(images.Select(i => tensor(i.Pixels, [i.Height, i.Width, 3], dtype: ScalarType.Byte)).ToArray())
            .permute(0, 3, 1, 2).to(float32).div(127.5).sub(1).contiguous().to(Compute.Device).MoveToOuterDisposeScope();
    }

    /// <summary>(B, 3, H, W) in -1..1 to pictures.</summary>
    internal static RgbImage[] ToImages(Tensor images)
    {
        using var scope = NewDisposeScope();
        var (height, width) = ((int)images.shape[2], (int)images.shape[3]);
        var bytes = images.to(float32).add(1).mul(127.5).round().clamp(0, 255).to_type(ScalarType.Byte).permute(0, 2, 3, 1).contiguous().cpu().bytes.ToArray();
        return [.. bytes.Chunk(height * width * 3).Select(pixels => new RgbImage(width, height, pixels))];
    }
}
