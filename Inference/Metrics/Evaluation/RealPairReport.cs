namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>The outcome on real pairs.</summary>
/// <param name="Pairs">Pairs read.</param>
/// <param name="Alignment">What was asked to align the faces.</param>
/// <param name="Crops">For each pair, by name: what found its face (thermal, visible, whole).</param>
/// <param name="NotJudged">Names of pairs whose visible face was not found, so that no identity could be judged.</param>
/// <param name="Systems">One row a system, then ceiling and floor.</param>
public sealed record RealPairReport(int Pairs, RealCrop Alignment, IReadOnlyDictionary<string, string> Crops, IReadOnlyList<string> NotJudged, IReadOnlyList<RealPairScores> Systems)
{
    /// <summary>What was tried, for the heading; null = the model as it is.</summary>
    public string? Trial { get; init; }
}
