using static TorchSharp.torch;

namespace ThermalPortal.Inference.Training;

/// <summary>The image loss of a batch.</summary>
/// <param name="Sum">Weighted sum of all terms, (B).</param>
/// <param name="L1">Mean absolute difference, pictures in [-1, 1].</param>
/// <param name="Perceptual">Mean PD-VGG19.</param>
/// <param name="Identity">Mean squared distance of face descriptors.</param>
/// <param name="Confusion">Mean cross-entropy over the people of the training set.</param>
internal sealed record ImageLossTerms(Tensor Sum, double L1, double Perceptual, double Identity, double Confusion)
{
    /// <summary>The terms for the curve.</summary>
    public (string Name, double Value)[] Curve => [("l1", L1), ("perceptual", Perceptual), ("identity", Identity), ("confusion", Confusion)];
}
