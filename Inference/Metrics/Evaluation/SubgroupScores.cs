namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>Figures of the pictures that share a label.</summary>
/// <param name="Label">Column of the manifest.</param>
/// <param name="Value">Its value.</param>
/// <param name="Images">Pictures.</param>
/// <param name="Probes">Pictures among them that were probes.</param>
/// <param name="Perceptual">Mean PD-VGG19.</param>
/// <param name="RankOne">Share of probes recognised.</param>
public sealed record SubgroupScores(string Label, string Value, int Images, int Probes, double? Perceptual, double? RankOne);
