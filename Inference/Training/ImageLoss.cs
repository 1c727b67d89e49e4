using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Metrics;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Training;

/// <summary>What a made picture must match: pixels (L1), texture (PD-VGG19 of one random crop), and the person (distance of face descriptors).</summary>
internal sealed class ImageLoss(ImageLossOptions options) : IDisposable
{
    private readonly PerceptualNet? _perceptual = options.PerceptualFolder is { } folder ? new PerceptualNet(folder) : null;
    private readonly FaceDescriptorNet? _descriptor = options.IdentityFolder is { } folder ? new FaceDescriptorNet(folder) : null;

    /// <summary>
    /// Pictures (B, 3, S, S) in [-1, 1], their targets, face points (B, 5, 2; NaN = unknown, no identity term) -> weighted sum (B), and the mean of each term for the curve.
    /// </summary>
    public (Tensor Sum, double L1, double Perceptual, double Identity) Compare(Tensor made, Tensor target, Tensor points, Random random)
    {
        var l1 = (made - target).abs().mean([1, 2, 3]);
        var perceptual = _perceptual is null ? zeros_like(l1) : Texture(made, target, random);
        var identity = _descriptor is null ? zeros_like(l1) : Person(made, target, points);
        return (l1 + options.PerceptualWeight * perceptual + options.IdentityWeight * identity, Mean(l1), Mean(perceptual), Mean(identity));
    }

    public void Dispose()
    {
        _perceptual?.Dispose();
        _descriptor?.Dispose();
    }

    private Tensor Texture(Tensor made, Tensor target, Random random)
    {
        var (side, crop) = ((int)made.shape[2], Math.Min(options.PerceptualCrop, (int)made.shape[2]));
        var (top, left) = (random.Next(side - crop + 1), random.Next(side - crop + 1));
        Tensor Crop(Tensor image) => image.narrow(2, top, crop).narrow(3, left, crop);
        Tensor[] wanted;
        using (no_grad())
            wanted = _perceptual!.Features(Crop(target));
        return PerceptualNet.Distance(_perceptual.Features(Crop(made)), wanted);
    }

    private Tensor Person(Tensor made, Tensor target, Tensor points)
    {
        var known = points.isfinite().all(2).all(1);
        var places = points.nan_to_num(0);
        Tensor wanted;
        using (no_grad())
            wanted = _descriptor!.forward(FaceDescriptorNet.Chips(target, places));
        return (_descriptor.forward(FaceDescriptorNet.Chips(made, places)) - wanted).square().sum(1) * known.to_type(ScalarType.Float32);
    }

    private static double Mean(Tensor values) => values.mean().item<float>();
}
