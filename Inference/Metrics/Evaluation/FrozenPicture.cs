namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>A pair of a <see cref="FrozenProtocol"/>.</summary>
/// <param name="Thermal">Thermal file, relative to the data folder, with slashes.</param>
/// <param name="ThermalSha256">SHA-256 of its bytes, lower-case hex.</param>
/// <param name="Visible">Visible file.</param>
/// <param name="VisibleSha256">SHA-256 of its bytes.</param>
/// <param name="Person">Whose face it is.</param>
/// <param name="Session">Occasion of the capture.</param>
public sealed record FrozenPicture(string Thermal, string ThermalSha256, string Visible, string VisibleSha256, string Person, int Session);
