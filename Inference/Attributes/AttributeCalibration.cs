namespace ThermalPortal.Inference.Attributes;

/// <summary>How far one head's probabilities can be trusted; measured on validation identities.</summary>
/// <param name="Temperature">Logits are divided by it before the softmax.</param>
/// <param name="AbstainBelow">Answers with a smaller probability are given as "unknown".</param>
/// <param name="Accuracy">Share of right answers over all validation images with a label.</param>
/// <param name="CalibrationError">Expected calibration error after the temperature, 15 bins.</param>
public sealed record AttributeCalibration(double Temperature, double AbstainBelow, double Accuracy, double CalibrationError)
{
    /// <summary>No calibration: temperature 1, never abstains.</summary>
    public static AttributeCalibration None { get; } = new(1, 0, 0, 0);
}
