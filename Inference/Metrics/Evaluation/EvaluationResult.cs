using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>A finished evaluation.</summary>
/// <param name="Report">All figures.</param>
/// <param name="Sheet">Rows of thermal | each system | true.</param>
/// <param name="Protocol">How they came about; null = not kept.</param>
public sealed record EvaluationResult(EvaluationReport Report, RgbImage Sheet, FrozenProtocol? Protocol = null);
