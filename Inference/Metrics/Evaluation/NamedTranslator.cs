namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>A system under test and the name of its row.</summary>
public sealed record NamedTranslator(string Name, Translator Translate);
