namespace ThermalPortal.Inference.Metrics;

/// <summary>One embedded face and whose it is.</summary>
/// <param name="Identity">Any key of the person.</param>
/// <param name="Vector">Embedding of length 1.</param>
public sealed record FaceTemplate(string Identity, float[] Vector);
