using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Pipelines;

/// <summary>The visible pictures of one face.</summary>
/// <param name="Samples">One picture a seed, in order.</param>
/// <param name="Attributes">What the classifier sees in the thermal picture.</param>
/// <param name="Used">What guided the pictures, by attribute: value and where it came from.</param>
/// <param name="Spread">Mean standard deviation of a pixel over the samples, in 8-bit levels: how much of the picture is guessed; 0 for one sample.</param>
public sealed record TranslateOutput(IReadOnlyList<RgbImage> Samples, IReadOnlyList<AttributePrediction> Attributes, IReadOnlyList<GuidingValue> Used, double Spread);
