namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>A difference of two systems on the same people, with a paired bootstrap.</summary>
/// <param name="System">The system in question.</param>
/// <param name="Against">The system it is compared with.</param>
/// <param name="Figure">Rank-1 or PD-VGG19.</param>
/// <param name="Difference">System minus the other.</param>
public sealed record PairedDifference(string System, string Against, string Figure, Interval Difference);
