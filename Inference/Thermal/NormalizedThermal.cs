namespace ThermalPortal.Inference.Thermal;

/// <summary>A face crop ready for the network.</summary>
/// <param name="Values">Row-major values in [-1, 1]; white-hot.</param>
/// <param name="Calibrated">True when the fixed temperature window was used: warmth is comparable between pictures.</param>
/// <param name="Low">Value of the source unit mapped to -1.</param>
/// <param name="High">Value of the source unit mapped to +1.</param>
/// <param name="Warnings">Remarks, for example a clipped range.</param>
public sealed record NormalizedThermal(float[] Values, bool Calibrated, float Low, float High, IReadOnlyList<ThermalWarning> Warnings);
