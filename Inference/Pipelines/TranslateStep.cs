using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Pipelines;

/// <summary>Progress of a batch after one network evaluation.</summary>
/// <param name="Index">Step, from 0.</param>
/// <param name="Count">Steps in all.</param>
/// <param name="Preview">Decodes the current estimate of every sample (all samples of face 0, then face 1, ...). Costs one decoder pass; call it rarely.</param>
public sealed record TranslateStep(int Index, int Count, Func<IReadOnlyList<RgbImage>> Preview);
