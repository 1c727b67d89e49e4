using System.Text.Json.Serialization;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>What evaluate measured, as written to report.json, where "kind" tells which it is.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(EvaluationReport), "set")]
[JsonDerivedType(typeof(RealPairReport), "realPairs")]
[JsonDerivedType(typeof(StatementReport), "statements")]
[JsonDerivedType(typeof(CrossCameraReport), "twoCameras")]
public abstract record MeasuredReport
{
    /// <summary>The tables for people, under headings of the given depth.</summary>
    public abstract string Markdown(int depth = 1);
}
