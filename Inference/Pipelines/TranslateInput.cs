namespace ThermalPortal.Inference.Pipelines;

/// <summary>One aligned face to translate.</summary>
/// <param name="Thermal">Normalised crop, S*S values in [-1, 1], row by row (see <see cref="Thermal.ThermalNormalizer"/>).</param>
/// <param name="Seeds">One seed a wanted sample; the same seed gives the same picture on the same device.</param>
/// <param name="Attributes">What the operator states, by attribute name; "unknown" hides an attribute; attributes left out are predicted.</param>
public sealed record TranslateInput(float[] Thermal, IReadOnlyList<long> Seeds, IReadOnlyDictionary<string, string> Attributes);
