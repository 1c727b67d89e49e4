namespace ThermalPortal.Inference.Metrics;

/// <summary>A figure with its 95 % confidence interval.</summary>
public sealed record Interval(double Value, double Low, double High);
