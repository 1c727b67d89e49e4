using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>What one system made and what it got for it, picture by picture.</summary>
internal sealed record ScoredSystem(NamedTranslator System, IReadOnlyList<RgbImage> Made, double? Seconds, PictureScores Scores, IdentityReport? Identity, DistributionScores? Inception)
{
    public string Name => System.Name;
}
