using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Metrics;
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
    private readonly FaceDescriptorNet? _descriptor;
    private readonly PeopleBank? _people;

    /// <param name="options">Nets and weights.</param>
    /// <param name="train">The training set, whose people a made face must be told from.</param>
    public ImageLoss(ImageLossOptions options, PairStore? train = null)
    {
        _options = options;
        _perceptual = options.PerceptualFolder is { } vgg ? new PerceptualNet(vgg) : null;
        _descriptor = options.IdentityFolder is { } dlib ? new FaceDescriptorNet(dlib) : null;
        _people = _descriptor is null || train is null || options.ConfusionWeight == 0 ? null : PeopleBank.From(train, _descriptor);
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
        var (identity, confusion) = _descriptor is null ? (zeros_like(l1), zeros_like(l1)) : Person(made, target, batch.Points.narrow(0, 0, count), batch.People.narrow(0, 0, count));
        var sum = l1 + _options.PerceptualWeight * perceptual + _options.IdentityWeight * identity + _options.ConfusionWeight * confusion;
        return new ImageLossTerms(sum, Mean(l1), Mean(perceptual), Mean(identity), Mean(confusion));
    }

    public void Dispose()
    {
        _perceptual?.Dispose();
        _descriptor?.Dispose();
        _people?.Dispose();
    }

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

    private (Tensor Identity, Tensor Confusion) Person(Tensor made, Tensor target, Tensor points, Tensor people)
    {
        var known = points.isfinite().all(2).all(1).to_type(ScalarType.Float32);
        var places = points.nan_to_num(0);
        Tensor wanted;
        using (no_grad())
            wanted = _descriptor!.forward(FaceDescriptorNet.Chips(target, places));
        var descriptor = _descriptor.forward(FaceDescriptorNet.Chips(made, places));
        var confusion = _people is null ? zeros_like(known) : _people.Confusion(descriptor, people);
        return ((descriptor - wanted).square().sum(1) * known, confusion * known);
    }

    private static double Mean(Tensor values) => values.mean().item<float>();
}
