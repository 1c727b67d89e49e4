namespace ThermalPortal.Data.Datasets.Review;

/// <summary>Pairs of a dataset by what reviewers said.</summary>
/// <param name="Open">Not reviewed yet, or opened again.</param>
/// <param name="Accepted">Accepted.</param>
/// <param name="Rejected">Rejected.</param>
/// <param name="Mine">Open ones that the person who asks is to review.</param>
public sealed record ReviewCounts(int Open, int Accepted, int Rejected, int Mine = 0);
