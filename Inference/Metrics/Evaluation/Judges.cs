namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>The nets that score; a null one leaves its columns empty.</summary>
/// <param name="Identity">Face recognition net.</param>
/// <param name="Perceptual">PD-VGG19.</param>
/// <param name="Lpips">LPIPS; its weights are the user's to bring.</param>
/// <param name="Inception">The network of FID; its weights, too, are the user's to bring.</param>
public sealed record Judges(IdentityJudge? Identity, PerceptualNet? Perceptual, Lpips? Lpips = null, InceptionNet? Inception = null);
