namespace ThermalPortal.Inference.Metrics;

/// <summary>A probe compared with a gallery face.</summary>
/// <param name="Score">Similarity; larger is more alike.</param>
/// <param name="Probe">Index of the probe's person.</param>
/// <param name="Gallery">Index of the gallery face's person.</param>
public readonly record struct ScoredPair(double Score, int Probe, int Gallery)
{
    /// <summary>Both show one person.</summary>
    public bool IsGenuine => Probe == Gallery;
}
