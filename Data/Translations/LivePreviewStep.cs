namespace ThermalPortal.Data.Translations;

/// <summary>A preview there is.</summary>
/// <param name="InputId">The picture.</param>
/// <param name="Step">Sampler steps done: a new number is a new preview.</param>
public sealed record LivePreviewStep(Guid InputId, int Step);
