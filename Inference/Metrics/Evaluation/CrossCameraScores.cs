namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>Identity of one system across cameras.</summary>
/// <param name="Name">Name of the row.</param>
/// <param name="Identity">Figures over the pictures it made.</param>
public sealed record CrossCameraScores(string Name, IdentityReport Identity);
