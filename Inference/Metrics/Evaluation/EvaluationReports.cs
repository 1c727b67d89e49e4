namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>All reports found in a folder.</summary>
/// <param name="Sets">Of data sets.</param>
/// <param name="Real">Of real pairs.</param>
/// <param name="Statements">Of untrue statements.</param>
/// <param name="Cameras">Of real heat of two cameras.</param>
public sealed record EvaluationReports(IReadOnlyList<EvaluationReport> Sets, IReadOnlyList<RealPairReport> Real, IReadOnlyList<StatementReport> Statements, IReadOnlyList<CrossCameraReport> Cameras);
