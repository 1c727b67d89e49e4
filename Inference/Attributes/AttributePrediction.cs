namespace ThermalPortal.Inference.Attributes;

/// <summary>One attribute of one face as the classifier sees it.</summary>
/// <param name="Name">Head, such as "glasses".</param>
/// <param name="Value">Most probable class, or "unknown" when the classifier abstains.</param>
/// <param name="Confidence">Calibrated probability of the most probable class, 0..1.</param>
/// <param name="Probabilities">Calibrated probabilities in the order of the schema.</param>
public sealed record AttributePrediction(string Name, string Value, double Confidence, float[] Probabilities)
{
    /// <summary>True when the most probable class is not probable enough to be stated.</summary>
    public bool Abstained => Value == AttributeSchema.Unknown;
}
