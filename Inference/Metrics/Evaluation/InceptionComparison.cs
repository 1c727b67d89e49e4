using ThermalPortal.Inference.Images;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>Holds the Inception features of the true pictures and compares with them what systems made: FID (Heusel et al. 2017) and KID (Binkowski et al. 2018, over all pictures at once).</summary>
internal sealed class InceptionComparison : IDisposable
{
    private const int Chunk = 16;
    private readonly InceptionNet _net;
    private readonly Tensor _truth; // (N, 2048)

    public InceptionComparison(InceptionNet net, IReadOnlyList<RgbImage> truth, CancellationToken cancellationToken)
    {
        _net = net;
        _truth = Features(truth, cancellationToken).DetachFromDisposeScope();
    }

    /// <summary>The distances of the made pictures, one for each true one; null for fewer than two.</summary>
    public DistributionScores? Compare(IReadOnlyList<RgbImage> made, CancellationToken cancellationToken)
    {
        if (made.Count < 2)
            return null;
        using var features = Features(made, cancellationToken);
        using var scope = NewDisposeScope();
        var unit = Math.Sqrt(InceptionNet.Width); // the kernel of KID divides x.y by the width
        return new DistributionScores(FrechetDistance.Of(features, _truth), new KernelDistance(features / unit, _truth / unit));
    }

    public void Dispose() => _truth.Dispose();

    private Tensor Features(IReadOnlyList<RgbImage> images, CancellationToken cancellationToken)
    {
        using var all = NewDisposeScope();
        using var off = no_grad();
        var features = new List<Tensor>();
        foreach (var chunk in images.Chunk(Chunk))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            features.Add(_net.forward(PictureScores.ToTensor(chunk)).cpu().MoveToOuterDisposeScope());
        }
        return cat(features).MoveToOuterDisposeScope();
    }
}
