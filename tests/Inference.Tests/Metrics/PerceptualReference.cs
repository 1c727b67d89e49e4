namespace ThermalPortal.Inference.Tests.Metrics;

/// <summary>Printed by tests/Reference/perceptual_net.py (NumPy, float64, the weights of shared/data/models/vgg19_block1-3).</summary>
internal static class PerceptualReference
{
    public static readonly float[] FeatureSums = [1274.1694116637177f, 338.82016482532083f, 169.43836386958708f];
    public const float Distance = 3.3859983321392635f;
}
