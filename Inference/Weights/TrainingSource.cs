namespace ThermalPortal.Inference.Weights;

/// <summary>A data set a model was trained on.</summary>
/// <param name="Name">Name of its folder.</param>
/// <param name="Pairs">Pairs of the training split.</param>
/// <param name="People">People in them.</param>
public sealed record TrainingSource(string Name, int Pairs, int People);
