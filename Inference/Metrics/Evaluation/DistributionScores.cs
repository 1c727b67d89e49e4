using static TorchSharp.torch;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>How far the set of made pictures is from the set of true ones, on the features of one net.</summary>
/// <param name="Frechet">Frechet distance.</param>
/// <param name="Kernel">KID-like distance; takes how often each picture counts.</param>
internal sealed record DistributionScores(double Frechet, KernelDistance Kernel)
{
    public static DistributionScores Of(Tensor made, Tensor truth) => new(FrechetDistance.Of(made, truth), new KernelDistance(made, truth));
}
