namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>All reports found in a folder, each kind by folder name.</summary>
/// <param name="Sets">Of data sets.</param>
/// <param name="Statements">Of untrue statements.</param>
/// <param name="Real">Of real pairs.</param>
/// <param name="Cameras">Of real heat of two cameras.</param>
public sealed record EvaluationReports(IReadOnlyList<EvaluationReport> Sets, IReadOnlyList<StatementReport> Statements, IReadOnlyList<RealPairReport> Real, IReadOnlyList<CrossCameraReport> Cameras)
{
    /// <summary>In the order of the kinds above.</summary>
    public IEnumerable<MeasuredReport> All => [.. Sets, .. Statements, .. Real, .. Cameras];
}
