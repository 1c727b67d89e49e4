namespace ThermalPortal.Data.Datasets.Views;

/// <summary>A picture of a dataset that nobody can look at yet.</summary>
/// <param name="CaptureId">The picture.</param>
/// <param name="Sha256">Its bytes.</param>
/// <param name="Modality">As the dataset holds it.</param>
/// <param name="Badge">What may be claimed about its values.</param>
public sealed record PendingView(Guid CaptureId, string Sha256, Modality Modality, RadiometryBadge? Badge);
