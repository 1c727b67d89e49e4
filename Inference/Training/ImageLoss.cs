using ThermalPortal.Inference.Metrics;
using ThermalPortal.Inference.Tensors;
using ThermalPortal.Inference.Training.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Training;

/// <summary>
/// What a made picture must match: pixels (L1), texture (PD-VGG19 of one random crop), and the person: distance of face descriptors to the true picture, and
/// confusion with the other people of the training set.
/// </summary>
internal sealed class ImageLoss : IDisposable
{
    private readonly ImageLossOptions _options;
    private readonly PerceptualNet? _perceptual;
    private readonly PersonLoss? _person;

    /// <param name="options">Weights and the net of the perceptual term.</param>
    /// <param name="person">The identity terms; null = none.</param>
    public ImageLoss(ImageLossOptions options, PersonLoss? person = null)
    {
        (_options, _person) = (options, person);
        _perceptual = options.PerceptualFolder is { } vgg ? new PerceptualNet(vgg).to(Compute.Device) : null;
    }

    /// <summary>
    /// Pictures (B, 3, S, S) in [-1, 1] of the first B pairs of <paramref name="batch"/> -> weighted sum (B), and the mean of each term for the curve.
    /// A pair without face points has no identity term.
    /// </summary>
    public ImageLossTerms Compare(Tensor made, PairBatch batch, Random random)
    {
        var count = made.shape[0];
        var target = batch.Visible.narrow(0, 0, count);
        var l1 = (made - target).abs().mean([1, 2, 3]);
        var perceptual = _perceptual is null ? zeros_like(l1) : Texture(made, target, random);
        var (identity, confusion) = _person is null ? (zeros_like(l1), zeros_like(l1)) : _person.Compare(_person.Describe(made, batch), batch);
        var sum = l1 + _options.PerceptualWeight * perceptual + _options.IdentityWeight * identity + _options.ConfusionWeight * confusion;
        return new ImageLossTerms(sum, Mean(l1), Mean(perceptual), Mean(identity), Mean(confusion));
    }

    public void Dispose() => _perceptual?.Dispose();

    private Tensor Texture(Tensor made, Tensor target, Random random)
    {
        var (side, crop) = ((int)made.shape[2], Math.Min(_options.PerceptualCrop, (int)made.shape[2]));
        var (top, left) = (random.Next(side - crop + 1), random.Next(side - crop + 1));
        Tensor Crop(Tensor image) => image.narrow(2, top, crop).narrow(3, left, crop);
        Tensor[] wanted;
        using (no_grad())
            wanted = _perceptual!.Features(Crop(target));
        return PerceptualNet.Distance(_perceptual.Features(Crop(made)), wanted);
    }

    private static double Mean(Tensor values) => values.mean().item<float>();
}
