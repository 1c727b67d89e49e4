using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>A system under test: thermal crops to visible pictures of the same size, in order.</summary>
public delegate IReadOnlyList<RgbImage> Translator(IReadOnlyList<EvaluationInput> batch, CancellationToken cancellationToken);
