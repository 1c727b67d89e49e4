namespace ThermalPortal.Inference.Thermal;

/// <summary>A remark about an accepted frame: a stable code for programs, words for people.</summary>
/// <param name="Code">Kebab-case code, for example <c>scale-unknown</c>.</param>
/// <param name="Text">What was found and what to do, in plain words.</param>
/// <param name="Repair">Something was wrong with the file and was put right in the frame; false: only a remark.</param>
public sealed record ThermalWarning(string Code, string Text, bool Repair = false);
