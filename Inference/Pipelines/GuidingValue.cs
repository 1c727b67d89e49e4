namespace ThermalPortal.Inference.Pipelines;

/// <summary>The attribute value that guided a translation.</summary>
/// <param name="Name">Attribute.</param>
/// <param name="Value">Class, or "unknown" when nothing guided.</param>
/// <param name="Confidence">1 for an operator's statement, else the calibrated probability.</param>
/// <param name="Source">Who said so.</param>
public sealed record GuidingValue(string Name, string Value, double Confidence, AttributeSource Source);
